"""An article read aloud. The browser of the tests has no voices: a stub stands at its border."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# It says nothing, tells what it was given, and reports the end of a sentence when the test wants it to.
# What is cancelled reports a fault, as browsers do.
VOICES = """
window.said = [];
window.cancelled = 0;
let current = null;
const speech = {
    getVoices: () => %s.map((lang) => ({ lang })),
    speak(utterance) {
        current = utterance;
        said.push([utterance.text, utterance.rate, utterance.lang]);
    },
    cancel() {
        cancelled += 1;
        const left = current;
        current = null;
        left?.onerror({ target: left });
    },
    addEventListener() {},
};
window.finish = () => current.onend({ target: current });
class Utterance { constructor(text) { this.text = text; } }
Object.defineProperty(window, "speechSynthesis", { value: speech });
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
"""
SAID = "said.map(([text]) => text)"
FINISH = "finish()"


@pytest.fixture
def article(open_page, public):
    page = open_page(360)
    page.add_init_script(VOICES % '["en-US", "zh_CN"]')
    page.goto(public["article"])
    return page


def press(page, name):
    page.get_by_role("group", name="朗读").get_by_role("button", name=name).click()


def status(page):
    return page.locator(".reading [role=status]")


def test_an_article_is_read_piece_by_piece_and_shown_where(article):
    press(article, "朗读")
    expect(status(article)).to_have_text("正在朗读")
    for _ in range(4):
        article.evaluate(FINISH)
    said = article.evaluate(SAID)
    assert said[:3] == ["望江路街道", "三家食堂同日开张", "热饭热菜端到老人手边"]
    assert "祝青禾" in said[3]
    assert said[4].endswith("附近的老人早早排起了队。")
    marked = article.locator(".being-read")
    expect(marked).to_have_count(1)
    assert "三家社区食堂同时开门" in marked.inner_text()
    for _ in range(40):
        if status(article).inner_text() == "朗读完毕":
            break
        article.evaluate(FINISH)
    assert "六点半到八点半" in "".join(article.evaluate(SAID))
    expect(status(article)).to_have_text("朗读完毕")
    expect(marked).to_have_count(0)


def test_a_pause_keeps_the_sentence_and_a_stop_the_page(article):
    press(article, "朗读")
    article.evaluate(FINISH)
    press(article, "暂停")
    expect(status(article)).to_have_text("已暂停")
    expect(article.locator(":focus")).to_have_text("继续")  # A keyboard is not left on a button that went.
    press(article, "继续")
    assert article.evaluate(SAID) == ["望江路街道", "三家食堂同日开张", "三家食堂同日开张"]
    article.get_by_label("语速").select_option("慢")
    assert article.evaluate("said.at(-1)") == ["三家食堂同日开张", 0.75, "zh-CN"]
    press(article, "停止")
    expect(status(article)).to_have_text("已停止")
    press(article, "朗读")
    assert article.evaluate("said.at(-1)[0]") == "望江路街道"
    article.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert article.evaluate("cancelled") > 0
    expect(status(article)).to_have_text("已停止")


@pytest.mark.parametrize("voices", ['["en-US"]', None])
def test_where_nothing_can_be_read_nothing_is_offered(open_page, public, voices):
    page = open_page(360)
    page.add_init_script(VOICES % voices if voices else "delete window.SpeechSynthesisUtterance")
    page.goto(public["article"])
    expect(page.locator(".reading")).to_be_hidden()


def test_without_scripts_nothing_is_offered(open_page, public):
    page = open_page(360, java_script_enabled=False)
    page.goto(public["article"])
    assert not page.get_by_role("button", name="朗读").is_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("三家食堂同日开张")
