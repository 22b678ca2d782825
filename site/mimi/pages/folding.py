"""A template loader that folds what never differs within a language into one piece of text.

Our templates are made of many small ones: icons, names of things, rows of style sheets. Each `include`, `translate` and
`static` costs little, a hundred of them cost half a page. What stands side by side and depends on nothing but the
language is rendered once a process and language, and a template that holds nothing else becomes part of those that
include it. Only the site's own templates are folded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from django.template import Context, Node, NodeList, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import FilterExpression, TextNode, TokenType, Variable
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import cached, filesystem
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class Loader(cached.Loader):
    """Django's loader that keeps compiled templates, with what is constant folded together."""

    def __init__(self, engine: Any, loaders: Any) -> None:
        super().__init__(engine, loaders)
        # One at a time: nobody is to render a template while it is being folded.
        self._lock = threading.RLock()
        self._busy: set[str] = set()

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Return a template, folded when it is first asked for."""
        with self._lock:
            known = self.get_template_cache.get(self.cache_key(template_name, skip))
            template = super().get_template(template_name, skip)
            ours = type(template.origin.loader) is filesystem.Loader
            if template is not known and ours and not self.engine.debug:
                self._busy.add(template_name)
                try:
                    self._fold(template.nodelist)
                finally:
                    self._busy.discard(template_name)
        return template

    def _fold(self, nodes: NodeList) -> None:
        """Fold a list of nodes, and the lists within them, in place."""
        folded: list[Node] = []
        run: list[Node] = []
        for node in nodes:
            if isinstance(node, LoadNode | CommentNode):
                # These are done with when the template is compiled.
                continue
            pieces = self._constant(node)
            if pieces is not None:
                run += pieces
                continue
            for inner in _lists(node):
                self._fold(inner)
            folded += [*_joined(run), node]
            run = []
        nodes[:] = [*folded, *_joined(run)]

    def _constant(self, node: Node) -> list[Node] | None:
        """Return the nodes that stand for one that depends on nothing but the language; None of any other."""
        if isinstance(node, TextNode | Folded):
            return [node]
        if isinstance(node, TranslateNode):
            return [node] if node.asvar is None and _is_literal(node.filter_expression, node.message_context) else None
        if isinstance(node, BlockTranslateNode):
            return [node] if _says_the_same(node) else None
        if isinstance(node, StaticNode):
            return [node] if node.varname is None and _is_literal(node.path) else None
        if isinstance(node, IncludeNode):
            return self._included(node)
        return None

    def _included(self, node: IncludeNode) -> list[Node] | None:
        """Return what an included template consists of, if it is constant through and through."""
        name = node.template.var
        if not isinstance(name, str) or node.template.filters or name.startswith("."):
            return None
        if name in self._busy:
            # It includes itself.
            return None
        try:
            template = self.engine.get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError):
            # It is said when the node is rendered.
            return None
        if all(isinstance(inner, TextNode | Folded) for inner in template.nodelist):
            return list(template.nodelist)
        return None


class Folded(Node):
    """Nodes that say the same whenever they are rendered in the same language."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self._texts: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the text in the active language."""
        language = get_language()
        text = self._texts.get(language)
        if text is None:
            text = mark_safe("".join(str(node.render_annotated(context)) for node in self.nodes))  # noqa: S308 - by nodes
            self._texts[language] = text
        return text


def _lists(node: Node) -> Iterable[NodeList]:
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    found = (getattr(node, name, None) for name in node.child_nodelists)
    return [nodes for nodes in found if isinstance(nodes, NodeList)]


def _joined(run: list[Node]) -> list[Node]:
    """Return one node for several that are constant."""
    nodes: list[Node] = []
    for node in run:
        nodes += node.nodes if isinstance(node, Folded) else [node]
    if not nodes:
        return []
    if all(isinstance(node, TextNode) for node in nodes):
        return [TextNode("".join(node.s for node in nodes if isinstance(node, TextNode)))]
    return [Folded(nodes)]


def _is_literal(*expressions: FilterExpression | None) -> bool:
    return all(
        expression is None
        or (
            not expression.filters
            and (
                isinstance(expression.var, str)
                or (isinstance(expression.var, Variable) and expression.var.lookups is None)
            )
        )
        for expression in expressions
    )


def _says_the_same(node: BlockTranslateNode) -> bool:
    """Say whether a translated block holds words only."""
    return (
        node.asvar is None
        and not node.plural
        and not node.extra_context
        and all(token.token_type == TokenType.TEXT for token in node.singular)
        and _is_literal(node.message_context)
    )
