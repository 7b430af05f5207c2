"""What a browser makes of a page, and whether any of it is a payload that has come to life."""

# Returns a function that lists what in a document nobody of ours has put there. `isRun`: scripts have had
# their way with it, and they may set styles.
FOUND = """(() => {
    const ADDRESSES = ["href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href"];
    const STRANGE = "iframe,object,embed,base,applet,marquee,math,frame,style,x-ss,animate,video,audio,"
        + "mglyph,meta[http-equiv],#xss,.xss,[name=xss],[autofocus][onfocus]";
    const DATA = ["application/ld+json", "application/json"];
    const everything = (root) => [...root.querySelectorAll("*")].flatMap((one) =>
        one.content instanceof DocumentFragment ? [one, ...everything(one.content)] : [one]);
    const leadsAstray = (one, attribute) => {
        const address = new URL(attribute.value, location.href);
        const isLink = one.matches("a, area");
        const isPicture = address.protocol === "data:" && one.matches("img, link");
        return isLink ? !["http:", "https:", "mailto:"].includes(address.protocol)
            : !(address.origin === location.origin || isPicture);
    };
    const isHostile = (one, attribute, isRun) => /^on|[<>"'=]/.test(attribute.name)
        || attribute.name === "style" && !isRun
        || ADDRESSES.includes(attribute.name) && leadsAstray(one, attribute);
    const isScript = (one) => one.matches("script:not([src])") && !DATA.includes(one.type);
    const isBroken = (one) => {
        try {
            return one.matches("script:not([src])") && JSON.parse(one.text) === undefined;
        } catch {
            return true;
        }
    };
    return (page, isRun) => everything(page)
        .filter((one) => one.matches(STRANGE) || isScript(one) || isBroken(one)
            || [...one.attributes].some((attribute) => isHostile(one, attribute, isRun)))
        .map((one) => one.outerHTML.slice(0, 200))
        .concat((page.body?.textContent ?? "").includes("60481729") ? ["a template was run"] : []);
})()"""

IN_PAGE = f"({FOUND})(document, true)"

# Reads answers as a browser does, without running them: what is strange in each, and where it leads.
_READ = f"""
    const found = {FOUND};
    const links = (page) => [...page.querySelectorAll("a[href], link[rel=alternate]")]
        .map((one) => new URL(one.getAttribute("href"), location.href))
        .filter((address) => address.origin === location.origin)
        .map((address) => address.pathname + address.search);
    const within = (feed) => [...feed.querySelectorAll("[type=html], encoded, item > description")]
        .flatMap((one) => found(new DOMParser().parseFromString(one.textContent, "text/html"), false));
    const parsed = (kind, text) => {{
        if (kind.includes("html")) {{
            const page = new DOMParser().parseFromString(text, "text/html");
            return {{strange: found(page, false), links: links(page)}};
        }}
        if (/[/+]xml/.test(kind)) {{
            const feed = new DOMParser().parseFromString(text, "application/xml");
            const broken = feed.querySelector("parsererror") ? ["not well formed"] : [];
            return {{strange: [...broken, ...within(feed)], links: []}};
        }}
        if (kind.includes("json")) JSON.parse(text);
        return {{strange: [], links: []}};
    }};
    const read = async (path, answer) => {{
        const kind = answer.headers.get("Content-Type") ?? "";
        return {{path, status: answer.status, kind, ...parsed(kind, await answer.text())}};
    }};"""

READ = f"""async (paths) => {{{_READ}
    return Promise.all(paths.map(async (path) => read(path, await fetch(path))));
}}"""

# Sends the form `#which` of the page as many times, with one of `texts` in each of its fields `names`.
SENT = f"""async ([which, names, texts]) => {{{_READ}
    const form = document.querySelector(which);
    return Promise.all(texts.map(async (text) => {{
        const said = new URLSearchParams(new FormData(form));
        names.forEach((name) => said.set(name, text));
        return read(text, await fetch(form.action, {{method: "POST", body: said}}));
    }}));
}}"""

# Told before anything of a page is read.
WATCH = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""
