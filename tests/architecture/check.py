# SPDX-License-Identifier: MPL-2.0
"""Hold a checkout against the layout and the direction that CONTRIBUTING.md describes.

``python check.py [ROOT]`` prints one line a finding, ``file:line: rule: what was found and what holds``,
and exits with 1 when there is one. It reads the layer order from ``core/layers.txt`` of that root.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
HEADERS = "core/include/actueel"
SOURCES = "core/src"

# Third party headers and the only places that may see them.
THIRD_PARTY = {
    "nlohmann/": (f"{SOURCES}/", "tests/"),
    "Eigen/": tuple(f"{tree}/{layer}/" for tree in (HEADERS, SOURCES) for layer in ("series", "rescoring")),
    "pybind11/": ("bindings/python/",),
}

# What the three standard libraries (g++ 12, clang 14, emscripten's libc++ 13) do not share.
UNSHARED_HEADERS = {"format", "ranges", "source_location", "expected", "print", "stacktrace"}
UNSHARED_NAMES = re.compile(
    r"\bstd::(?:ranges|views|format|source_location|jthread|stop_token|lexicographical_compare_three_way)\b"
    r"|\bchars_format\b|\bfrom_chars\b.*\b(?:double|float)\b"
)

# What would let an answer depend on something that was not handed in, and what a library does not do.
OUTSIDE_WORLD = re.compile(
    r"\bgetenv\b|\bsetlocale\b|\bstd::locale\b|\b(?:system|steady|high_resolution)_clock\b|\bthread_local\b"
    r"|\bstd::time\b|\bstd::c(?:out|err|log)\b|\bprintf\b|\bfprintf\b|\bstd::(?:exit|abort|terminate)\b"
)
FLOATING = re.compile(r"\b(?:double|float)\b")
# Statistics need doubles; base reads and hands out numbers. What decides an answer lies between and has none.
MAY_FLOAT = {"base", "series", "rescoring", "columnar"}


@dataclass(frozen=True)
class Layers:
    """The order of the layers: the line of ``core/layers.txt`` on which each stands."""

    step: dict[str, int]

    @classmethod
    def read(cls, path: Path) -> Layers:
        step: dict[str, int] = {}
        lines = (line.split("#")[0].split() for line in path.read_text("utf-8").splitlines())
        for number, names in enumerate(names for names in lines if names):
            for name in names:
                if name in step:
                    raise SystemExit(f"{path}: the layer '{name}' stands there twice")
                step[name] = number
        return cls(step)

    def rule_broken(self, own: str, other: str) -> str | None:
        """Say which rule an include of ``other`` by ``own`` breaks."""
        if other not in self.step:
            return "folder not listed in core/layers.txt"
        if own not in self.step or own == other or self.step[other] < self.step[own]:
            return None
        return "sideways" if self.step[own] == self.step[other] else "upward"


@dataclass
class Checkout:
    """One checkout under test and what was found in it."""

    root: Path
    findings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layers = Layers.read(self.root / "core/layers.txt")

    def report(self, path: Path, line: int, rule: str, what: str) -> None:
        self.findings.append(f"{path.relative_to(self.root)}:{line}: {rule}: {what}")

    def files(self, folder: str, *suffixes: str) -> Iterator[Path]:
        for path in sorted((self.root / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file() and "planted" not in self._inside(path):
                yield path

    def _inside(self, path: Path) -> tuple[str, ...]:
        return path.relative_to(self.root).parts

    def layer_of(self, path: Path) -> str | None:
        """Name the layer of a file of the core; ``None`` for ``actueel.hpp``, which opens everything."""
        parts = self._inside(path)
        below = parts[3:] if "/".join(parts).startswith(f"{HEADERS}/") else parts[2:]
        name = below[0].removesuffix(".hpp") if len(below) == 1 else below[0]
        return None if name == "actueel" and len(below) == 1 else name

    # --- the core -----------------------------------------------------------------------------------

    def check_core(self) -> None:
        for path in [*self.files(HEADERS, ".hpp"), *self.files(SOURCES, ".hpp", ".cpp")]:
            layer = self.layer_of(path)
            if layer is not None and layer not in self.layers.step:
                self.report(path, 1, "folder not listed", f"'{layer}' is no line of core/layers.txt")
            for number, line in code_lines(path):
                if match := INCLUDE.match(line):
                    self.check_core_include(path, number, layer, match[2], quoted=match[1] == '"')
                else:
                    self.check_core_line(path, number, layer, line)

    def check_core_include(self, path: Path, number: int, layer: str | None, name: str, *, quoted: bool) -> None:
        if name in UNSHARED_HEADERS:
            self.report(path, number, "dialect", f"<{name}> is not in every library we compile with")
        self.check_third_party(path, number, name)
        target = self.resolve(path, name) if quoted else self.root / "core/include" / name
        if quoted and target is None:
            self.report(path, number, "unresolved", f'"{name}" is not a file of the core')
        if target is None or not (quoted or name.startswith("actueel/")):
            return
        other = self.layer_of(target)
        opens_layer = target.parent == self.root / HEADERS
        if layer is None:
            if not opens_layer or other is None:
                self.report(path, number, "opens layers only", f"includes {name}, expected <layer>.hpp")
        elif other is None:
            self.report(path, number, "upward", f"{layer} -> everything: actueel.hpp is for users")
        elif rule := self.layers.rule_broken(layer, other):
            self.report(path, number, rule, f"{layer} -> {other}: {self.rule_in_words(layer)}")
        elif "detail" in target.parts and other != layer:
            words = "detail/ is included from its own layer only"
            self.report(path, number, "foreign detail", f"{layer} -> {other}: {words}")

    def rule_in_words(self, layer: str) -> str:
        step = self.layers.step
        lower = sorted((n for n in step if step[n] < step[layer]), key=lambda n: (step[n], n))
        return f"{layer} may include {', '.join([*lower, layer])}"

    def resolve(self, path: Path, name: str) -> Path | None:
        for folder in (path.parent, self.root / SOURCES, self.root / "core/include"):
            if (folder / name).is_file():
                return (folder / name).resolve()
        return None

    def check_core_line(self, path: Path, number: int, layer: str | None, line: str) -> None:
        if match := UNSHARED_NAMES.search(line):
            self.report(path, number, "dialect", f"{match[0]} is not in every library we compile with")
        if match := OUTSIDE_WORLD.search(line):
            words = "no clock, locale, environment, printing or exit in the core"
            self.report(path, number, "outside world", f"{match[0]}: {words}")
        if layer not in MAY_FLOAT and (match := FLOATING.search(line)):
            self.report(path, number, "floating point", f"{match[0]}: the engine counts in integers")

    def check_mirrors(self) -> None:
        for path in self.files(HEADERS, ".hpp"):
            parts = path.relative_to(self.root / HEADERS).parts
            if len(parts) == 1 or "detail" in parts:
                continue
            mirror = Path("tests/core", *parts[:-1], f"{path.stem}_test.cpp")
            if not (self.root / mirror).is_file():
                self.report(path, 1, "no mirror test", f"expected {mirror}")

    # --- around the core ----------------------------------------------------------------------------

    def check_third_party(self, path: Path, number: int, name: str) -> None:
        place = str(path.relative_to(self.root))
        for prefix, allowed in THIRD_PARTY.items():
            if name.startswith(prefix) and not place.startswith(allowed):
                self.report(path, number, "third party", f"{name} is for {' and '.join(allowed)} only")

    def check_users(self) -> None:
        """Bindings, benches and examples see whole layers, as a user does."""
        for folder in ("bindings", "bench", "examples"):
            for path in self.files(folder, ".hpp", ".cpp", ".h"):
                for number, line in code_lines(path):
                    if match := INCLUDE.match(line):
                        self.check_third_party(path, number, match[2])
                        if match[2].startswith("actueel/") and match[2].count("/") > 1:
                            words = "outside the core include <layer>.hpp or actueel.hpp"
                            self.report(path, number, "inside of a layer", f"{match[2]}: {words}")

    def check_command_line(self) -> None:
        """The command line sees only the Python package, and nothing in the package sees it."""
        package = "bindings/python/src/actueel"
        for path in self.files(package, ".py"):
            in_cli = path.is_relative_to(self.root / package / "cli")
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                imports = re.match(r"\s*(?:from\s+(\S+)\s+import\s+(.*)|import\s+(.*))", line)
                if not imports:
                    continue
                names = " ".join(filter(None, imports.groups()))
                if in_cli and re.search(r"\b_core\b", names):
                    self.report(path, number, "past the package", "the command line imports _core")
                if not in_cli and path.name != "__main__.py" and re.search(r"\bactueel\.cli\b|\.cli\b", names):
                    self.report(path, number, "upward", "the package imports the command line")

    # --- every file ---------------------------------------------------------------------------------

    def check_words(self) -> None:
        """The repository speaks of the project alone, and every source says its licence."""
        for path in self.tracked():
            try:
                lines = path.read_text("utf-8").splitlines()
            except UnicodeDecodeError:
                continue
            for number, line in enumerate(lines, 1):
                for what, pattern in ONE_MACHINE.items():
                    if pattern.search(line):
                        self.report(path, number, "one machine", what)
            source = path.suffix in {".hpp", ".cpp", ".h", ".py", ".pyi", ".sh", ".cmake", ".js", ".ts"}
            if source and not any("SPDX-License-Identifier: MPL-2.0" in line for line in lines[:2]):
                self.report(path, 1, "licence", "expected 'SPDX-License-Identifier: MPL-2.0' on top")

    def tracked(self) -> Iterator[Path]:
        """Yield what git holds or would hold; what it ignores (builds, results) is nobody's business."""
        which = ["--cached", "--others", "--exclude-standard"]
        command = ["git", "-C", str(self.root), "ls-files", "-z", *which, "--", "."]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for name in sorted(filter(None, listed.split("\0"))):
            path = self.root / name
            if path.is_file() and "planted" not in Path(name).parts:
                yield path


# Paths and hosts that are true on one machine only.
ONE_MACHINE = {
    "a path of one machine": re.compile(r"(?<![\w.}])/(?:work|root|home|Users|tmp|farm)/\w"),
    "the host of a package registry": re.compile(
        r"https?://[^\s/]*(?:registry|artifactory|nexus|mirror|pypi|pythonhosted|npmjs)[^\s]*"
    ),
    "a package index": re.compile(r"^\s*--(?:extra-)?index-url|^\s*index-url\s*="),
}


def code_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a C++ file without comments and, outside of includes, without string literals."""
    text = path.read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(text.splitlines(), 1):
        if not INCLUDE.match(line):
            line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
        yield number, line.split("//")[0] if "//" in line else line


def main(arguments: list[str]) -> int:
    """Check the checkout at the root that is given, or the one that holds this file."""
    root = Path(arguments[0]) if arguments else Path(__file__).parents[2]
    checkout = Checkout(root.resolve())
    checkout.check_core()
    checkout.check_mirrors()
    checkout.check_users()
    checkout.check_command_line()
    checkout.check_words()
    print("\n".join(checkout.findings) if checkout.findings else "no findings")
    return 1 if checkout.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
