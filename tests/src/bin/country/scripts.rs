//! What runs inside the pages. A step's script is the body of an asynchronous function that is given `given` and has
//! `bench` of [`WATCH`]; what it returns is measured, what it throws is why it isn't.

/// Names of the database, of its stores and their version, as in `web/src/effects/db`.
const STORES: &str = "
    const open = () => new Promise((yes, no) => {
        const asked = indexedDB.open('orken', 1);
        asked.onupgradeneeded = () => {
            for (const store of ['meta', 'heads', 'log', 'blocks']) asked.result.createObjectStore(store);
        };
        asked.onsuccess = () => yes(asked.result);
        asked.onerror = () => no(asked.error);
    });
    const ended = (tx) => new Promise((yes, no) => {
        tx.oncomplete = () => yes();
        tx.onabort = () => no(tx.error);
    });
    const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));
";

/// The blocks of these keys, one transaction.
pub(super) const PUT_BLOCKS: &str = "
    const [keys] = given;
    const rows = await Promise.all(keys.map(async (key) => {
        const answer = await fetch('country/' + key);
        if (!answer.ok) throw new Error(key + ': ' + answer.status);
        return [key, new Uint8Array(await answer.arrayBuffer())];
    }));
    const db = await open();
    const tx = db.transaction('blocks', 'readwrite');
    for (const [key, row] of rows) tx.objectStore('blocks').put(row, key);
    await ended(tx);
    db.close();
";

/// State and head; with them the database is whole, and on the disk.
pub(super) const PUT_STATE: &str = "
    const [state, head] = given;
    const db = await open();
    const tx = db.transaction(['meta', 'heads'], 'readwrite', { durability: 'strict' });
    tx.objectStore('heads').put(bytes(head), head.seq);
    tx.objectStore('meta').put(bytes(state), 'state');
    await ended(tx);
    db.close();
";

/// All rows of all stores, from the opening of the database to the last of them.
pub(super) const READ_ALL: &str = "
    const start = performance.now();
    const db = await open();
    const tx = db.transaction(['meta', 'heads', 'log', 'blocks'], 'readonly');
    const all = ['meta', 'heads', 'log', 'blocks'].map((store) => new Promise((yes, no) => {
        const asked = tx.objectStore(store).getAll();
        asked.onsuccess = () => yes(asked.result);
        asked.onerror = () => no(asked.error);
    }));
    const rows = (await Promise.all(all)).flat();
    const took = performance.now() - start;
    db.close();
    return { took, rows: rows.length, bytes: rows.reduce((sum, row) => sum + row.byteLength, 0) };
";

/// A script with the stores at hand for `run_until_called`; it answers with what it returns, or with `error`.
pub(super) fn called(body: &str) -> String {
    format!(
        "const given = [...arguments];
        const done = given.pop();
        {STORES}
        (async () => {{ {body} }})().then((value) => done(value ?? {{}}), (error) => done({{ error: String(error) }}));"
    )
}

/// A script that leaves what it comes to in `window.measured`.
pub(super) fn left(body: &str) -> String {
    format!(
        "const given = [...arguments];
        window.measured = null;
        (async () => {{ {body} }})().then(
            (value) => {{ window.measured = {{ value: value ?? null }}; }},
            (error) => {{ window.measured = {{ error: String(error.message ?? error) }}; }});"
    )
}

/// Runs before every page: long tasks, frames, and looking at the page without disturbing it.
pub(super) const WATCH: &str = "(() => {
    let longest = 0;
    const take = (tasks) => { for (const task of tasks) longest = Math.max(longest, task.duration); };
    const tasks = new PerformanceObserver((list) => take(list.getEntries()));
    tasks.observe({ type: 'longtask', buffered: true });
    const frame = () => new Promise(requestAnimationFrame);
    const bad = () => {
        const said = document.querySelector('[data-testid=crash], [data-phase=refused] main, .toast.tone-bad, .proposal .tone-bad');
        if (said) throw new Error('the page says: ' + said.textContent.trim().slice(0, 160));
    };
    const bench = {
        frame,
        // Looks at every frame until there is something, or until the page says that it failed.
        async until(look) {
            for (;;) {
                const found = look();
                if (found) return found;
                bad();
                await frame();
            }
        },
        // The page has stood still for half a second; at most ten.
        async quiet() {
            const start = performance.now();
            let last = start;
            const changed = new MutationObserver(() => { last = performance.now(); });
            changed.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            while (performance.now() - last < 500 && performance.now() - start < 10000) {
                await new Promise((next) => setTimeout(next, 50));
            }
            changed.disconnect();
        },
        // The longest task since the last call, 0 where none took 50 ms. A task is told of after it has ended.
        async longest() {
            await new Promise((next) => setTimeout(next, 100));
            take(tasks.takeRecords());
            const was = longest;
            longest = 0;
            return was;
        },
        title: () => document.querySelector('#page-title')?.textContent ?? '',
        button: (name) => [...document.querySelectorAll('main button:not(:disabled)')]
            .find((button) => button.textContent.trim() === name),
        // The address of the open intake, without its step.
        go(step) { location.hash = sessionStorage.getItem('bench.intake') + step; },
        opened: () => performance.getEntriesByName('orken-opened')[0]?.startTime,
        shown: null,
    };
    window.bench = bench;
    const look = () => {
        const card = document.querySelector(\"main a[href*='/p/']\");
        if (!card) return requestAnimationFrame(look);
        bench.shown = performance.now();
        sessionStorage.setItem('bench.intake', card.getAttribute('href').replace(/[^/]*$/, ''));
    };
    requestAnimationFrame(look);
})();";

/// From the navigation to the mark, and to the programme's card.
pub(super) const OPENED: &str = "
    await bench.until(() => {
        const late = bench.opened() && performance.now() - bench.opened() > 20000;
        if (late && bench.shown === null) throw new Error('opened without the programme: ' + bench.title());
        return bench.shown !== null && bench.opened();
    });
    return { opened: bench.opened(), shown: bench.shown };
";

/// The table of people, from the address to its rows.
pub(super) const PEOPLE: &str = "
    location.hash = '#/';
    await bench.until(() => document.querySelector(\"main a[href*='/p/']\"));
    await bench.quiet();
    const start = performance.now();
    bench.go('people');
    await bench.until(() => /put forward/.test(bench.title()) && document.querySelector('.table-scroll tr[data-row]'));
    const took = performance.now() - start;
    return { took, said: bench.title() };
";

/// Keys of names: of their beginning, of two words, of the middle of a word. The result is there when the list has
/// changed and was laid out; a key that changes nothing that is shown is not counted.
pub(super) const SEARCH: &str = "
    const input = await bench.until(() => document.querySelector('.palette-input'));
    const list = document.querySelector('.hits');
    const took = [];
    const key = async (text) => {
        let changed = null;
        const start = performance.now();
        const watch = new MutationObserver(() => {
            list.getBoundingClientRect();
            changed ??= performance.now() - start;
        });
        watch.observe(list, { subtree: true, childList: true, characterData: true });
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        for (let frames = 0; changed === null && frames < 60; frames++) await bench.frame();
        watch.disconnect();
        if (changed !== null) took.push(changed);
        await bench.frame();
    };
    const words = ['байсе', 'ғани', 'ркен', 'тимо', 'дула', 'шолпан', 'ова ве', 'омар', 'мек', 'сара', 'школа', 'сош № 12'];
    const all = words.flatMap((word) => [...word].map((_, at) => word.slice(0, at + 1)));
    for (const text of all) await key(text);
    if (took.length < 10) throw new Error('only ' + took.length + ' of ' + all.length + ' keys changed the list');
    const first = took[0];
    took.sort((a, b) => a - b);
    return { first, middle: took[took.length >> 1], worst: took[took.length - 1], keys: took.length, of: all.length };
";

/// Scrolls the table for some seconds: `given` is the way, and for how long in milliseconds.
pub(super) const SCROLL: &str = "
    const [way, length] = given;
    const box = await bench.until(() => document.querySelector('.table-scroll'));
    box.scrollTop = 0;
    await bench.quiet();
    const end = box.scrollHeight - box.clientHeight;
    // Whether the middle of the box shows a row.
    const filled = () => {
        const { left, top, height } = box.getBoundingClientRect();
        return document.elementFromPoint(left + 60, top + height / 2)?.closest('tr[data-row]') != null;
    };
    const times = [await bench.frame()];
    let empty = 0;
    let place = 1;
    for (let count = 1; times[times.length - 1] - times[0] < length; count++) {
        if (way === 'steady') box.scrollTop += 40;
        else if (count % 6 === 0) {
            place = (place * 48271) % 2147483647;
            box.scrollTop = Math.floor(end * place / 2147483647);
        }
        times.push(await bench.frame());
        if (!filled()) empty++;
    }
    const steps = times.slice(1).map((time, at) => time - times[at]);
    const seconds = (times[times.length - 1] - times[0]) / 1000;
    return { frames: steps.length / seconds, longest: Math.max(...steps), empty, of: steps.length };
";

/// The page of rules, from the address to its sentence.
pub(super) const RULES: &str = "
    const start = performance.now();
    bench.go('rules');
    await bench.until(() => /people fit/.test(bench.title()) && document.querySelector('.rule-one'));
    const took = performance.now() - start;
    return { took, said: bench.title() };
";

/// Years of experience, changed some times; each until the sentence says another count. Then all is as it was.
pub(super) const CRITERION: &str = "
    const most = await bench.until(() => document.querySelectorAll('.rule-one input[inputmode=numeric]')[1]);
    if (most.value !== '35') throw new Error('another criterion than expected: ' + most.value);
    const took = [];
    for (const years of ['30', '25', '20', '15', '34']) {
        await bench.quiet();
        const before = bench.title();
        const start = performance.now();
        most.value = years;
        most.dispatchEvent(new Event('input', { bubbles: true }));
        await bench.until(() => bench.title() !== before);
        took.push(performance.now() - start);
    }
    const said = bench.title();
    await bench.quiet();
    document.querySelector('.draft-bar button').click();
    await bench.quiet();
    const sorted = took.toSorted((a, b) => a - b);
    return { middle: sorted[sorted.length >> 1], worst: sorted[sorted.length - 1], said };
";

/// The page of a step, from the address until its button can be pressed.
pub(super) const STEP: &str = "
    const [step, name] = given;
    const start = performance.now();
    bench.go(step);
    await bench.until(() => bench.button(name));
    const took = performance.now() - start;
    await bench.quiet();
    return { took, said: bench.title() };
";

/// A press until a text is there: in the sentence of the page, or in an element; and how long the bar of the worker was
/// seen, 0 where it never was.
pub(super) const PRESS: &str = "
    const [name, where, text] = given;
    const button = await bench.until(() => bench.button(name));
    const start = performance.now();
    button.click();
    let worked = 0;
    const found = await bench.until(() => {
        if (document.querySelector('main .progress')) worked = performance.now() - start;
        return [...document.querySelectorAll(where)].find((place) => place.textContent.includes(text));
    });
    const took = performance.now() - start;
    return { took, worked, said: found.innerText };
";
