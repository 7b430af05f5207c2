"""Tables as JSON, a list of objects, read an object at a time."""

import json
import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any

from articles.importing.tables.cells import Cell, Fault, checked
from articles.pagedump import DumpError

BLOCK = 2**20  # Characters.
OBJECT_LIMIT = 8 * 2**20  # Characters.

_SPACE = re.compile("[ \\t\\r\\n]*")
_LONGEST_MARK = 16  # Characters: `\\ud83d\\ude00` is cut in its midst at worst.
_AS_LIST = "请写成对象的列表：[{…}, {…}]，每个对象是一行"


class DoubledKeyError(ValueError):
    """An object has one key twice."""


def objects(file: IO[bytes], encoding: str) -> Iterator[dict[str, Cell]]:
    """Yield each object of the list in `file` with its values as text.

    Raises DumpError for what is no list of objects.
    """
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    try:
        for number, found in enumerate(_Stream(text).items(), 1):
            if not isinstance(found, dict):
                raise DumpError(f"JSON 列表的第 {number} 项不是对象", _AS_LIST)
            yield {key: _cell(value) for key, value in found.items()}
    finally:
        text.detach()  # Whoever opened the file closes it.


class _Stream:
    """The items of a JSON list, with no more text held than the present one needs."""

    def __init__(self, text: TextIOWrapper) -> None:
        self.text = text
        self.buffer, self.at, self.line = "", 0, 1
        number = {"parse_int": str, "parse_float": str, "parse_constant": str}
        self.decoder = json.JSONDecoder(object_pairs_hook=_pairs, **number)  # type: ignore[arg-type]

    def items(self) -> Iterator[Any]:
        if self._next_mark() != "[":
            raise DumpError("JSON 不是列表", _AS_LIST)
        self.at += 1
        if self._next_mark() != "]":
            yield self._item()
            while self._next_mark() == ",":
                self.at += 1
                self._next_mark()
                yield self._item()
        if self._next_mark() != "]":
            raise self._broken()
        self.at += 1
        if self._next_mark():
            raise self._broken()

    def _next_mark(self) -> str:
        """The next character that is no white space, which is not taken; nothing at the end."""
        while True:
            space = _SPACE.match(self.buffer, self.at)
            self._pass(space.end() if space else self.at)
            if self.at < len(self.buffer) or not self._read_on():
                return self.buffer[self.at : self.at + 1]

    def _item(self) -> Any:
        while True:
            try:
                item, end = self.decoder.raw_decode(self.buffer, self.at)
            except RecursionError:
                raise DumpError(f"JSON 第 {self.line} 行嵌套太深", _AS_LIST) from None
            except DoubledKeyError as error:
                reason = f"JSON 第 {self.line} 行起的对象里，“{str(error)[:40]}”出现了两次"
                raise DumpError(reason, "请改名或删去其中一个") from None
            except json.JSONDecodeError as error:
                if not (self._may_go_on(error) and self._read_on(longest=True)):
                    raise self._broken(error) from None
            else:
                self._refuse_long(end - self.at)
                if end < len(self.buffer) or not self._read_on():  # A number may go on.
                    self._pass(end)
                    return item

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the text is wrong only because more of it is to come."""
        return error.pos > len(self.buffer) - _LONGEST_MARK or error.msg.startswith("Unterminated string")

    def _pass(self, end: int) -> None:
        self.line += self.buffer.count("\n", self.at, end)
        self.at = end

    def _read_on(self, *, longest: bool = False) -> bool:
        """Hold as much text again, those before the present place let go; whether there was any."""
        held = self.buffer[self.at :]
        if longest:
            self._refuse_long(len(held))
        more = self.text.read(max(BLOCK, len(held)))
        self.buffer, self.at = held + more, 0
        return bool(more)

    def _refuse_long(self, length: int) -> None:
        if length > OBJECT_LIMIT:
            raise DumpError(f"JSON 第 {self.line} 行起有一项超过 {OBJECT_LIMIT // 2**20} MB", _AS_LIST)

    def _broken(self, error: json.JSONDecodeError | None = None) -> DumpError:
        line = self.line + (self.buffer.count("\n", self.at, error.pos) if error else 0)
        return DumpError(f"JSON 第 {line} 行写法有误", "请检查引号、逗号和括号是否齐全")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise DoubledKeyError(next(name for name in names if names.count(name) > 1))
    return found


def _cell(value: Any) -> Cell:
    if isinstance(value, dict | list):
        return Fault("应是文字或数字，不能是列表或对象。请改成文字，多项之间用顿号分开")
    return checked("" if value is None else str(value))
