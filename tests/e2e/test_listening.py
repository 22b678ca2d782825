"""A lesson is read aloud: sentence by sentence, in the page's language, by a voice of the device or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import audit
from tests.e2e.atlas import Atlas, Place

pytestmark = pytest.mark.e2e
# A stand-in for the device's voices, that notes what is said and ends a sentence when it is told to.
SPEECH = """([voices, isLate]) => {
  const spoken = [];
  let current = null;
  let known = isLate ? [] : voices;
  window.SpeechSynthesisUtterance = class {
    constructor(text) { Object.assign(this, { text, rate: 1 }); }
  };
  const speech = {
    spoken,
    getVoices: () => known,
    speak(utterance) {
      current = utterance;
      spoken.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice?.name, rate: utterance.rate });
    },
    cancel() { const cut = current; current = null; cut?.onerror?.({ error: "interrupted" }); },
    end() { const done = current; current = null; done.onend({}); },
    isSpeaking: () => current !== null,
    addEventListener: (name, tell) => setTimeout(() => { known = voices; tell(); }, 50),
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
}"""
MARKED = """() => [...(CSS.highlights?.get("listening") ?? [])].map(
  (range) => range.toString().replace(/\\s+/g, " ").trim())"""


def voice(code: str, *, name: str = "", local: bool = True) -> dict[str, Any]:
    return {"lang": code, "name": name or code, "localService": local}


ALL = [voice(code) for code in ("en-US", "nn-NO", "de-CH", "en-GB", "el_GR", "nb-NO", "de-DE", "de-AT", "no")]


def open_lesson(page: Page, place: Place, language: str, voices: list[dict[str, Any]], *, late: bool = False) -> None:
    """Open a lesson in a browser with these voices, which it may know only a moment after it was asked."""
    page.add_init_script(f"({SPEECH})({json.dumps([voices, late])})")
    page.goto(place.urls[language])


def spoken(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("speechSynthesis.spoken")
    return found


def end(page: Page) -> None:
    page.evaluate("speechSynthesis.end()")


def listen(page: Page) -> None:
    page.locator("[data-listen-start]").click()


def hear_all(page: Page) -> list[str]:
    """Listen to the end, and return what was said."""
    listen(page)
    for _sentence in range(500):
        if not page.evaluate("speechSynthesis.isSpeaking()"):
            break
        end(page)
    return [said["text"] for said in spoken(page)]


def test_it_reads_sentence_by_sentence_and_shows_where_it_is(page: Page, atlas: Atlas) -> None:
    lesson = atlas.lessons("2.1")[0]
    open_lesson(page, lesson, "en", ALL)
    listen(page)
    player = page.get_by_role("group", name="Reading aloud")
    expect(player.get_by_role("button", name="Pause")).to_be_focused()
    total = int(player.locator("[data-listen-place]").inner_text().split()[-1])
    for number in range(1, total + 1):
        expect(player.locator("[data-listen-place]")).to_have_text(f"Sentence {number} of {total}")
        assert page.evaluate(MARKED) == [spoken(page)[-1]["text"]]
        end(page)
    expect(player).to_be_hidden()
    expect(page.locator("[data-listen-start]")).to_be_focused()
    assert page.evaluate(MARKED) == []
    said = spoken(page)
    assert len(said) == total
    assert {(one["lang"], one["voice"]) for one in said} == {("en-GB", "en-GB")}
    texts = [one["text"] for one in said]
    assert lesson.titles["en"] in texts
    # Everything that one reads is there, in its order, and nothing that one presses.
    read = page.evaluate("[...document.querySelectorAll('.blocks .prose p')].map((p) => p.textContent)")
    assert " ".join(" ".join(read).split()) in " ".join(texts)
    for control in ("Mark as read and continue", "Easier to read", "All lessons of this module"):
        assert control not in " ".join(texts)


@pytest.mark.parametrize(
    ("language", "voices", "chosen"),
    [
        ("nb", ALL, "nb-NO"),
        ("nb", [voice("nn-NO"), voice("no-NO")], "no-NO"),
        ("de", ALL, "de-AT"),
        ("de", [voice("de-CH"), voice("de-DE")], "de-DE"),
        ("de", [voice("en-GB"), voice("de_CH")], "de_CH"),
        ("el", ALL, "el_GR"),
        ("en", [voice("en-US"), voice("de-DE")], "en-US"),
    ],
)
def test_the_voice_is_one_of_the_pages_language(
    page: Page, atlas: Atlas, language: str, voices: list[dict[str, Any]], chosen: str
) -> None:
    open_lesson(page, atlas.lessons("2.1")[0], language, voices)
    listen(page)
    [said] = spoken(page)
    assert (said["voice"], said["lang"]) == (chosen, chosen.replace("_", "-"))


@pytest.mark.parametrize(
    "voices", [[], [voice("en-GB"), voice("de-DE")], [voice("el-GR", name="A far one", local=False)]]
)
def test_without_a_voice_of_the_language_it_says_so_and_reads_nothing(
    page: Page, atlas: Atlas, voices: list[dict[str, Any]]
) -> None:
    open_lesson(page, atlas.lessons("2.1")[0], "el", voices)
    silent = page.locator("[data-listen-silent]")
    expect(silent).to_be_hidden()
    listen(page)
    expect(silent).to_be_visible()
    expect(silent).to_have_role("alert")
    expect(silent).to_contain_text("Ελληνικά")
    assert spoken(page) == []
    expect(page.locator("[data-player]")).to_be_hidden()
    assert [*audit.axe(page, "light"), *audit.axe(page, "dark")] == []


def test_a_voice_that_is_known_only_a_moment_later_is_found(page: Page, atlas: Atlas) -> None:
    open_lesson(page, atlas.lessons("2.1")[0], "de", ALL, late=True)
    listen(page)
    expect(page.locator("[data-player]")).to_be_visible()
    assert spoken(page)[0]["voice"] == "de-AT"


def test_one_goes_back_and_on_pauses_and_stops(page: Page, atlas: Atlas) -> None:
    open_lesson(page, atlas.lessons("2.1")[0], "en", ALL)
    listen(page)
    player = page.get_by_role("group", name="Reading aloud")
    first = spoken(page)[0]["text"]
    expect(player.get_by_role("button", name="Previous sentence")).to_have_attribute("aria-disabled", "true")
    player.get_by_role("button", name="Next sentence").click()
    second = spoken(page)[-1]["text"]
    assert second != first
    player.get_by_role("button", name="Previous sentence").click()
    assert spoken(page)[-1]["text"] == first
    player.get_by_role("button", name="Pause").click()
    assert not page.evaluate("speechSynthesis.isSpeaking()")
    count = len(spoken(page))
    # In a pause one moves without a sound.
    player.get_by_role("button", name="Next sentence").click()
    assert page.evaluate(MARKED) == [second]
    assert len(spoken(page)) == count
    player.get_by_role("button", name="Go on").click()
    assert spoken(page)[-1]["text"] == second
    player.get_by_label("Speed").select_option(label="Fast")
    assert spoken(page)[-1] == {**spoken(page)[-1], "text": second, "rate": 1.5}
    player.get_by_role("button", name="Stop reading aloud").click()
    expect(player).to_be_hidden()
    assert not page.evaluate("speechSynthesis.isSpeaking()")
    # The speed is remembered.
    page.reload()
    listen(page)
    assert spoken(page)[-1]["rate"] == 1.5
    page.keyboard.press("Escape")
    expect(player).to_be_hidden()


def test_a_browser_that_can_neither_divide_nor_mark_shows_the_paragraph(page: Page, atlas: Atlas) -> None:
    page.add_init_script("delete Intl.Segmenter; Object.defineProperty(CSS, 'highlights', { value: undefined })")
    open_lesson(page, atlas.lessons("2.1")[0], "en", ALL)
    texts = hear_all(page)
    assert len(texts) > 20
    listen(page)
    for _sentence in range(4):
        end(page)
    marked = page.locator(".is-listening")
    expect(marked).to_have_count(1)
    assert spoken(page)[-1]["text"] in " ".join(marked.inner_text().split())
    page.keyboard.press("Escape")
    expect(marked).to_have_count(0)


def test_a_table_is_read_row_by_row(page: Page, atlas: Atlas) -> None:
    lesson = next(place for place in atlas.pages["LessonPage"] if "figure" in place.kinds)
    open_lesson(page, lesson, "en", ALL)
    rows = page.evaluate(
        """[...document.querySelectorAll('.figure tbody tr')].map(
          (row) => [...row.cells].map((cell) => cell.textContent))"""
    )
    texts = hear_all(page)
    assert rows
    for name, figure in rows:
        assert f"{name}: {figure}" in texts
    page.evaluate("""document.querySelector(".prose").insertAdjacentHTML("beforeend", `<table>
      <thead><tr><th>Country</th><th>Weeks</th><th>Paid</th></tr></thead>
      <tbody><tr><th>Norway</th><td>12</td><td>yes</td></tr></tbody></table>`)""")
    assert "Norway: Weeks: 12, Paid: yes" in hear_all(page)


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        (
            "de",
            "Frau Dr. Huber kam am 22. November, z. B. mit dem Bus. „Ich bin da.“ Wer war es?",
            ["Frau Dr. Huber kam am 22. November, z. B. mit dem Bus.", "„Ich bin da.“", "Wer war es?"],
        ),
        (
            "nb",
            "Det var f.eks. Fatima. «Hei!» sa hun. Den 3. mars kom mange, bl.a. fra Skien.",
            ["Det var f.eks. Fatima.", "«Hei!» sa hun.", "Den 3. mars kom mange, bl.a. fra Skien."],
        ),
        ("el", "Τι κάνετε; Καλά, π.χ. σήμερα. Ναι!", ["Τι κάνετε;", "Καλά, π.χ. σήμερα.", "Ναι!"]),
        (
            "en",
            "Trust takes time; it grows. “Really?” he asked. So.",
            ["Trust takes time; it grows.", "“Really?” he asked.", "So."],
        ),
    ],
)
@pytest.mark.parametrize("by_the_browser", [True, False])
def test_sentences_end_where_they_end(
    page: Page, language: str, text: str, sentences: list[str], by_the_browser: bool
) -> None:
    if not by_the_browser:
        page.add_init_script("delete Intl.Segmenter")
    page.goto("/en/offline/")
    found = page.evaluate(
        """async ([text, language]) => {
          const { divide } = await import("/static/mimi/js/sentences.js");
          return divide(text, language).map(([start, end]) => text.slice(start, end));
        }""",
        [text, language],
    )
    assert found == sentences


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 1280, "height": 900}])
def test_the_player_is_accessible_and_fits(page: Page, atlas: Atlas, size: Any) -> None:
    page.set_viewport_size(size)
    open_lesson(page, atlas.lessons("2.1")[0], "de", ALL)
    listen(page)
    for _sentence in range(6):
        end(page)
    assert [*audit.axe(page, "light"), *audit.axe(page, "dark"), *audit.layout(page)] == []
    player, screen = page.locator("[data-player]").bounding_box(), page.viewport_size
    assert player
    assert screen
    assert player["y"] + player["height"] <= screen["height"]
    # What is being read isn't under the player.
    assert page.evaluate(
        """() => {
          const [range] = CSS.highlights.get("listening");
          const player = document.querySelector("[data-player]");
          return range.getBoundingClientRect().top < player.getBoundingClientRect().top;
        }"""
    )
