"""Where a module can be changed by one of the fixed operators, and its source with that change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

#: Each comparison by the one that says the opposite.
_OPPOSITE: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
    ast.Lt: ">=", ast.GtE: "<", ast.Gt: "<=", ast.LtE: ">",
}  # fmt: skip
#: Each comparison by the one that takes its boundary in or leaves it out.
_BOUNDARY: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
#: What a module says of itself when it is typed or shown, and no test need look at.
_UNSEEN = ("__repr__", "__str__")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: `words` stand at [start, end) of its source, in bytes of UTF-8."""

    path: str
    line: int
    operator: str
    start: int
    end: int
    words: str

    @property
    def name(self) -> str:
        """A name that stays as long as the line does: path, line and what stands there instead."""
        return f"{self.path}:{self.line} {self.operator}: {self.words}"

    def put_into(self, source: bytes) -> bytes:
        """The source of the module with the change."""
        return source[: self.start] + self.words.encode() + source[self.end :]


def mutants_of(path: str, source: bytes) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its source."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def at(node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    def text(node: ast.expr) -> str:
        low, high = at(node)
        return source[low:high].decode()

    def operand(node: ast.expr) -> str:
        # the brackets around an operand are none of its node: x > (1 if a else 2)
        loose = isinstance(node, ast.IfExp | ast.BoolOp | ast.Compare | ast.Lambda | ast.NamedExpr | ast.UnaryOp)
        return f"({text(node)})" if loose else text(node)

    for node in _nodes(ast.parse(source)):
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                for operator, table in (("comparison", _OPPOSITE), ("boundary", _BOUNDARY)):
                    if type(op) in table:
                        words = f"{operand(left)} {table[type(op)]} {operand(right)}"
                        yield Mutant(path, node.lineno, operator, *at(node), words)
            case ast.Constant(value=bool(value) | int(value) | float(value)):
                yield Mutant(path, node.lineno, "constant", *at(node), _another(value))
            case ast.BoolOp(op=op, values=values):
                words = (" or " if isinstance(op, ast.And) else " and ").join(f"({text(value)})" for value in values)
                yield Mutant(path, node.lineno, "branch", *at(node), words)
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield Mutant(path, test.lineno, "branch", *at(test), f"not ({text(test)})")
            case ast.Return(value=ast.expr() as value) if not _is_nothing(value):
                yield Mutant(path, value.lineno, "return", *at(value), "None")
            case ast.Expr(value=ast.Call()):
                yield Mutant(path, node.lineno, "dropped call", *at(node), "pass")
            case _:
                pass


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of a module in order, without docstrings, annotations, defaults of types and what only shows itself."""
    queue: list[ast.AST] = list(reversed(tree.body))
    while queue:
        node = queue.pop()
        if isinstance(node, ast.FunctionDef) and node.name in _UNSEEN:
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        children = [child for child in ast.iter_child_nodes(node) if not _says_a_type(node, child)]
        queue += reversed(children)


def _says_a_type(node: ast.AST, child: ast.AST) -> bool:
    if isinstance(node, ast.AnnAssign):
        return child is node.annotation
    if isinstance(node, ast.arg):
        return True
    if isinstance(node, ast.FunctionDef):
        return child is node.returns or child in node.decorator_list
    return isinstance(node, ast.ClassDef) and child in node.decorator_list


def _another(value: float) -> str:
    """Another value near a constant."""
    match value:
        case bool():
            return str(not value)
        case int():
            return str(value + 1)
        case _:
            return repr(round(value * 1.5 + 0.05, 6))


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
