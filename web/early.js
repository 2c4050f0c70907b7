// Joined to the end of the page's script. The parts that this visit is sure to want are fetched and compiled while the
// page itself still is: what reads records, where an earlier visit left some (store/opening.rs), and the address's page.
try {
    if (localStorage.getItem("orken.kept") === "true") {
        const step = location.hash.split("?")[0].split("/").pop();
        const pages = { people: "people", rules: "rules", selection: "results", groups: "results", timetable: "results", data: "data" };
        for (const part of ["engine", pages[step]]) {
            parts[`__wasm_split_load_${part}`]?.early();
        }
    }
} catch {
    // Without storage nothing is known before the page is there.
}
