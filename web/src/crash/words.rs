//! The screen's few words, read without anything of the app.

/// Something that the screen says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Word {
    Crashed,
    DataKept,
    Rescue,
    RescueText,
    SaveCopy,
    OpenAgain,
    Details,
    Copied,
    CopiedRaw,
    NoCopy,
}

/// It in the language of the page.
pub(super) fn word(word: Word) -> &'static str {
    let texts = text(word);
    texts[language()]
}

fn language() -> usize {
    let document = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    let chosen = document.and_then(|root| root.get_attribute("lang"));
    match chosen.as_deref() {
        Some("kk") => 0,
        Some("ru") => 1,
        _ => 2,
    }
}

const fn text(word: Word) -> [&'static str; 3] {
    match word {
        Word::Crashed => ["Бағдарламада қате шықты", "В программе произошла ошибка", "The program has failed"],
        Word::DataKept => [
            "Сақталған деректер орнында. Бетті қайта ашыңыз, ал алдымен көшірмесін файлға сақтай аласыз.",
            "Сохранённые данные на месте. Откройте страницу снова; перед этим можно сохранить их копию в файл.",
            "Your saved data are safe. Open the page again; you can save a copy of them to a file first.",
        ],
        Word::Rescue => ["Деректердің көшірмесі", "Копия данных", "A copy of the data"],
        Word::RescueText => [
            "Файлда осы браузерде сақталғанның бәрі болады, ЖСН-дер де.",
            "В файле будет всё, что сохранено в этом браузере, вместе с ИИН.",
            "The file holds everything saved in this browser, IINs included.",
        ],
        Word::SaveCopy => ["Көшірмесін сақтау", "Сохранить копию", "Save a copy"],
        Word::OpenAgain => ["Қайта ашу", "Открыть снова", "Open again"],
        Word::Details => ["Қатенің мәліметі", "Подробности ошибки", "Details of the error"],
        Word::Copied => ["Файл сақталды.", "Файл сохранён.", "The file is saved."],
        Word::CopiedRaw => [
            "Деректердің бір бөлігі оқылмады, сондықтан файлда олар сол күйінде. Оны қолдау қызметіне беріңіз.",
            "Часть данных не прочиталась, поэтому в файле они как есть. Передайте его в поддержку.",
            "Part of the data can't be read, so the file holds them as they are. Give it to your support.",
        ],
        Word::NoCopy => [
            "Бұл браузерде сақталған деректер оқылмады.",
            "Сохранённые в этом браузере данные прочитать не удалось.",
            "The data saved in this browser can't be read.",
        ],
    }
}
