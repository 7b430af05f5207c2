"""Takes the README's pictures anew, from the sample dumps: `make screenshots`."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screenshots"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Make a demo in a folder of its own, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory(prefix="newsroom-pictures-") as folder:
        os.environ |= {"VAR_DIR": folder, "SITE_NAME": "云港新闻"}
        manage("migrate", "--verbosity", "0")
        manage("collectstatic", "--noinput", "--verbosity", "0")
        password = re.search(r"密码：\s+(\S+)", manage("createdemo", "tests/dumps/archive"))[1]
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", str(port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port)
            take(f"http://127.0.0.1:{port}", password)
        finally:
            server.terminate()
            server.wait()


def manage(*words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def take(site: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        reader = browser.new_page(viewport={"width": 1280, "height": 900})
        reader.goto(f"{site}/topics/yanglao/")
        shoot(reader, "topic")
        reader.locator("main article a, main h2 a, main h3 a").first.click()
        shoot(reader, "article")
        phone = browser.new_page(viewport={"width": 360, "height": 740}, device_scale_factor=2)
        phone.goto(reader.url)
        shoot(phone, "article-phone")
        desk = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        desk.goto(f"{site}/admin/articles/article/?status__exact=draft&notices=open")
        desk.fill("#id_username", "admin")
        desk.fill("#id_password", password)
        desk.click("[type=submit]")
        desk.click("#result_list tbody tr:first-child th a")
        desk.wait_for_selector(".source")
        shoot(desk, "desk")
        browser.close()


def shoot(page: Page, name: str) -> None:
    """Save what is in view, in few colours: pictures of text lose nothing by it and weigh a quarter."""
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(path, optimize=True)


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    main()
