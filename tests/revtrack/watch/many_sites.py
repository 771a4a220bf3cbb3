"""Many made-up sites over many days: lists in the structures that real ones have, with faults.

Each site publishes, now and then puts something on late with an earlier date, replaces a text, takes one down, and
fails for a day. What must be found is known, so that what was missed can be named.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.revtrack.watch.made_up_sites import WALL, Answer, Site, page

NAV = "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开栏目</a></li></ul></div>"
OFFICES = "".join(f"<li><a href='/jg/{at}.html'>甲市人民政府第{at}个工作部门办公室</a></li>" for at in range(40))
FIRST = date(2026, 7, 1)
#: Rows of a page of a list.
SIZE = 8


@dataclass
class Post:
    """Something on a list: its place, its title, and the day that the list names."""

    place: str
    title: str
    day: str


Lists = Callable[[list[Post]], Mapping[str, str]]


def rows(row: str, around: str = "<ul class='list'>{}</ul>") -> Callable[[list[Post]], str]:
    """The rows of a page in a form, in what stands around them."""

    def made(posts: list[Post]) -> str:
        told = "".join(row.format(place=one.place, title=one.title, day=one.day, short=one.day[5:]) for one in posts)
        return f"<html><head><title>政策文件</title></head><body>{NAV}{around.format(told)}{{pager}}</body></html>"

    return made


def paged(made: Callable[[list[Post]], str], pager: Callable[[int, int], str]) -> Lists:
    """A list over pages: index.html, index_1.html and so on; `pager` tells page and count how it goes on."""

    def pages(posts: list[Post]) -> Mapping[str, str]:
        count = max(1, -(-len(posts) // SIZE))
        return {
            f"/zc/index{f'_{at}' if at else ''}.html": made(posts[at * SIZE : (at + 1) * SIZE]).replace(
                "{pager}", pager(at, count)
            )
            for at in range(count)
        }

    return pages


def linked(at: int, count: int) -> str:
    """下一页 as a link."""
    return f"<div class='page'><a href='index_{at + 1}.html'>下一页</a></div>" if at + 1 < count else ""


def called(at: int, count: int) -> str:
    """A pager that a script writes."""
    return f"<script>createPageHTML({count},{at},'index','html',{count * SIZE});</script>"


def counted(at: int, count: int) -> str:
    """A pager that a script puts together."""
    return (
        f"<script>var currentPage={at};var countPage = {count};"
        "document.write('<a href=\"index_'+(currentPage+1)+'.html\">');</script>"
    )


def numbered(at: int, count: int) -> str:
    """Numbers, the page one is on being no link."""
    names = {one: f"index{f'_{one}' if one else ''}.html" for one in range(count)}
    links = (f"<a href='{name}'>{one + 1}</a>" if one != at else f"<b>{one + 1}</b>" for one, name in names.items())
    return f"<div class='page'>{''.join(links)}</div>"


def none(_at: int, _count: int) -> str:
    """No pager at all."""
    return ""


def interface(wrap: Callable[[list[dict[str, str]]], object], title: str, place: str, day: str) -> Lists:
    """A list as JSON, all of it at once."""

    def made(posts: list[Post]) -> Mapping[str, str]:
        told = [{title: one.title, place: one.place, day: one.day} for one in posts[: 3 * SIZE]]
        return {"/zc/index.html": json.dumps(wrap(told), ensure_ascii=False)}

    return made


def scripted(posts: list[Post]) -> Mapping[str, str]:
    """Rows in a script."""
    told = json.dumps([{"title": one.title, "url": one.place, "pubDate": one.day} for one in posts[: 3 * SIZE]])
    return {"/zc/index.html": f"<html><body>{NAV}<div id=l></div><script>var itemObj={told};</script></body></html>"}


def feed(posts: list[Post]) -> Mapping[str, str]:
    """A feed."""
    told = "".join(
        f"<entry><id>{one.place}</id><title>{one.title}</title><link href='{one.place}'/>"
        f"<published>{one.day}T08:00:00+08:00</published></entry>"
        for one in posts[: 3 * SIZE]
    )
    return {
        "/zc/index.html": f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>甲</title>{told}</feed>"
    }


ROWS: Mapping[str, Callable[[list[Post]], str]] = {
    "list": rows("<li><a href='{place}' title='{title}'>{title}</a><span>{day}</span></li>"),
    "date-first": rows("<li><span>[{day}]</span><a href='{place}'>{title}</a></li>"),
    "date-inside": rows("<li><a href='{place}'><em>{day}</em>{title}</a></li>"),
    "date-words": rows("<li><a href='{place}'>{day} {title}</a></li>"),
    "month-and-day": rows("<li><span>{short}</span><a href='{place}'>{title}</a></li>"),
    "table": rows("<tr><td>序</td><td><a href='{place}'>{title}</a></td><td>{day}</td></tr>", "<table>{}</table>"),
    "cards": rows("<div class='card'><a href='{place}'><h3>{title}</h3><p>{day}</p></a></div>", "<main>{}</main>"),
    "buttons": rows(
        "<div class='card'><h4>{title}</h4><p>发布日期：{day}</p><a class='btn' href='{place}'>查看详情</a></div>",
        "<div class='cards'>{}</div>",
    ),
    "terms": rows("<dt><a href='{place}'>{title}</a></dt><dd>{day}</dd>", "<dl>{}</dl>"),
    "lines": rows("·<a href='{place}'>{title}</a>&nbsp;({day})<br>\n", "<div>{}</div>"),
    "offices": rows(
        "<li><a href='{place}'>{title}</a><i>{day}</i></li>", f"<ul class='tree'>{OFFICES}</ul><ul class='l'>{{}}</ul>"
    ),
    "clicked": rows("<li onclick=\"window.open('{place}')\"><p>{title}</p><span>{day}</span></li>"),
    "copies": rows(
        "<tr><td><a href='{place}'>{title}</a></td><td class='m'><a href='{place}'>{title}</a> {day}</td>"
        "<td>{day}</td></tr>",
        "<table>{}</table>",
    ),
}
PAGERS: Mapping[str, Callable[[int, int], str]] = {
    "linked": linked,
    "called": called,
    "counted": counted,
    "numbered": numbered,
}
WHOLE: Mapping[str, Lists] = {
    "interface": interface(lambda told: {"data": {"list": told}}, "title", "url", "date"),
    "publishing": interface(lambda told: {"rows": told}, "DOCTITLE", "DOCPUBURL", "DOCRELPUBTIME"),
    "parts": interface(lambda told: {"data": [told[:5], told[5:]]}, "title", "url", "pubDate"),
    "script": scripted,
    "feed": feed,
}


def structures() -> dict[str, Lists]:
    """All structures by name: rows with one pager after the other, a few with none, and lists that are no pages."""
    names = list(PAGERS)
    made = {
        f"{row}-{pager}": paged(ROWS[row], PAGERS[pager])
        for at, row in enumerate(ROWS)
        for pager in (
            names[at % 4],
            names[(at + 1) % 4],
        )
    }
    made |= {f"{row}-none": paged(ROWS[row], none) for row in list(ROWS)[:9]}
    return made | dict(WHOLE)


@dataclass
class Place:
    """One site: what stands on its list, and what it did that must be found."""

    host: str
    lists: Lists
    posts: list[Post] = field(default_factory=list[Post])
    count: int = 0
    new: list[str] = field(default_factory=list[str])
    replaced: dict[str, int] = field(default_factory=dict[str, int])
    deleted: dict[str, int] = field(default_factory=dict[str, int])

    def publish(self, site: Site, day: str, at: int = 0) -> Post:
        self.count += 1
        title = f"{self.host}第{self.count}号设施运行管理办法"
        post = Post(f"/wj/{self.count}.html", title, day)
        site.put(f"{self.host}{post.place}", page(title))
        self.posts.insert(at, post)
        return post

    def show(self, site: Site) -> None:
        for place, body in self.lists(self.posts).items():
            kind = (
                "application/json" if body[0] in "{[" else "application/atom+xml" if body[:2] == "<?" else "text/html"
            )
            site.put(f"{self.host}{place}", body, content_type=f"{kind}; charset=utf-8")


class World:
    """All sites over the days."""

    def __init__(self, site: Site, names: list[str], seed: int = 1) -> None:
        made = structures()
        self.site, self.random = site, random.Random(seed)  # noqa: S311 - nothing secret, and the same for each run
        self.places = {name: Place(f"{name}.test", made[name]) for name in names}
        for place in self.places.values():
            for at in range(20):
                place.publish(site, (FIRST - timedelta(days=40 - 2 * at)).isoformat())
            place.show(site)

    def pass_day(self, number: int, *, last: bool) -> None:
        """What a day brings: new documents, on some days more than a page of them, late ones, replaced and taken down
        ones, and a fault here and there, which is over by the next."""
        day = (FIRST + timedelta(days=number)).isoformat()
        for place in self.places.values():
            chance = self.random.random
            many = SIZE + 3 if chance() < 0.05 and "none" not in place.host else int(chance() * 3)
            place.new += [place.publish(self.site, day).title for _ in range(many)]
            if chance() < 0.1 and not last:
                at = self.random.randrange(1, 3 if "none" in place.host else SIZE)
                place.new.append(place.publish(self.site, place.posts[at].day, at + 1).title)
            if chance() < 0.1 and not last:
                one = self.random.choice(place.posts[:SIZE])
                if one.title not in place.deleted and one.title not in place.replaced:
                    self.site.put(f"{place.host}{one.place}", page(one.title, days=3))
                    place.replaced[one.title] = number
            if chance() < 0.05 and not last:
                one = self.random.choice(place.posts[:SIZE])
                if one.title not in place.replaced and one.title not in place.deleted:
                    self.site.put(f"{place.host}{one.place}", b"no", status=404)
                    place.deleted[one.title] = number
            place.show(self.site)
            if chance() < 0.1 and not last:
                self.site.answers[f"{place.host}/zc/index.html"] = self.random.choice(
                    [
                        Answer(b"no", 500),
                        Answer(WALL),
                        Answer(b"<html>cut", claimed=9000),
                        Answer(status=302, location="/"),
                        Answer(b"", 429),
                    ]
                )
