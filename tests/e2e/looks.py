"""What can be told by looking at a public page: how wide, how large, how legible it is."""

# The page's own width and that of the window.
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# Links and buttons that a finger would miss; a card answers as a whole, words in a text stand in a line.
SMALL_TARGETS = """(least) => [...document.querySelectorAll("a:not(.skip), button, summary, select, input")]
    .filter((one) => !one.closest(".body, .citation") && one.checkVisibility() && one.type !== "hidden")
    .map((one) => [one, one.closest(/^(checkbox|radio)$/.test(one.type) ? "label" : ".card") ?? one])
    .map(([one, whole]) => [(one.textContent || one.name).trim(), whole.getBoundingClientRect()])
    .filter(([_, box]) => box.width && (box.width < least || box.height < least))
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
# WCAG 2.2, relative luminance: the contrast of every text with the colour that lies behind it.
LOW_CONTRAST = """(least) => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const luminance = (colour) => channels(colour).slice(0, 3)
        .map((value) => value / 255)
        .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        return channels(colour)[3] === 0 && element.parentElement ? behind(element.parentElement) : colour;
    };
    return [...document.querySelectorAll("body *")]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => {
            const pair = [getComputedStyle(element).color, behind(element)].map(luminance);
            return [element.textContent.trim(), (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)];
        })
        .filter(([_, contrast]) => contrast < least);
}"""
# The smallest letters of running text, in CSS pixels.
LETTERS = """() => Math.min(...[...document.querySelectorAll("main p, main li, main td, main dd")]
    .filter((one) => one.checkVisibility() && one.textContent.trim())
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
