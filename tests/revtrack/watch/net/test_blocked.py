"""Walls and pages: what must not become a version of a document, and what must not be taken for a wall."""

from __future__ import annotations

import time

import pytest

from revtrack.watch.net.blocked import BLOCKED, Reason, block_score, fingerprint


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


MENU = "".join(
    f'<li><a href="/{name}/">{name}</a></li>' for name in ("首页", "政务公开", "政务服务", "互动交流", "登录")
)
FOOT = "<p>主办：某区人民政府办公室 网站标识码 京ICP备00000000号</p>"
PROSE = "".join(
    f"<p>第{number}条 各街道办事处应当自收到通知之日起十五日内完成现场核查，"
    f"核查结果按季度报送区主管部门，不得瞒报漏报。</p>"
    for number in "一二三四五六七八九十"
)

WALLS: dict[str, tuple[str, Reason]] = {
    "verification": (page("访问验证", "<div>请完成安全验证后继续访问</div>"), "verification"),
    "slider": (page("滑动验证", "<p>请按住滑块，拖动到最右边</p><p>为保证正常访问，请完成验证</p>"), "verification"),
    "captcha": (page("提示", "<p>请输入验证码</p><img src=c.jpg><input name=c><button>提交</button>"), "verification"),
    "human": (page("Just a moment...", "<p>Verify you are human by completing the action below.</p>"), "verification"),
    "intercepted": (
        page("403", "<h1>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</h1><p>事件ID：a8f30</p>"),
        "wall",
    ),
    "blocked-zh": (page("网站防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"), "wall"),
    "your-visit": (page("温馨提示", "<p>您的访问被拦截</p><p>如有疑问，请联系网站管理员并提供事件编号。</p>"), "wall"),
    "denied": (page("Access Denied", "<h1>Access Denied</h1>"
        "You don't have permission to access this. Reference #18.2"), "wall"),
    "rejected": (page("Request Rejected", "The requested URL was rejected. Your support ID is: 4711"), "wall"),
    "too-often": (page("提示", "<p>您的访问过于频繁，请稍后再试。</p>"), "rate"),
    "javascript": (page("", "<p>请开启JavaScript并刷新该页。</p>"), "script-required"),
    "noscript": (
        page("", "<noscript>请开启JavaScript后刷新页面</noscript>", "<script src=/x.js></script>"),
        "empty",
    ),
    "jsl": (
        "<script>document.cookie=('_')+('_')+('jsl_clearance_s=1');"
        "location.href=location.pathname</script>", "challenge-script"),
    "cookie": ("<html><script>document.cookie='t=9';window.location.reload();</script></html>", "challenge-script"),
    "ruishu": (page("", "", "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1</script>"), "challenge-script"),
    "login": (
        page("统一身份认证", "<form>账号<input name=u>"
        "密码<input type=password name=p><button>登录</button></form>"), "login"),
    "please-login": (page("系统提示", "<p>您尚未登录或登录已超时，请先登录！</p>"), "login"),
    "missing": (page("提示信息", "<p>您访问的页面不存在或已被删除</p><a href=/>返回首页</a>"), "missing"),
    "missing-with-menu": (page("404", f"<ul>{MENU}</ul><h2>页面不存在</h2><p>5秒后返回首页</p>{FOOT}"), "missing"),
    "missing-en": (page("Page not found", "<p>The page you requested was not found.</p>"), "missing"),
    "gone": (page("某区人民政府", f"<ul>{MENU}</ul><p>抱歉，您要查看的内容已删除。</p>{FOOT}"), "missing"),
    "maintenance": (page("系统维护", "<p>网站正在维护中，暂停服务，敬请谅解。</p>"), "maintenance"),
    "unavailable": (page("Service Unavailable", "<p>The service is temporarily unavailable.</p>"), "maintenance"),
    "empty": ("", "empty"),
    "empty-page": ("<html><body>\n</body></html>", "empty"),
    "made-by-script": (page("政策文件", "<div id=app></div>", "<script src=app.js></script>"), "empty"),
}  # fmt: skip

PAGES: dict[str, str] = {
    "policy-with-the-words": page(
        "关于加强访问验证和拦截管理的通知",
        f"<h1>关于加强访问验证和拦截管理的通知</h1>{PROSE}"
        "<p>第十一条 平台应当设置滑动验证，对异常访问请求予以拦截；用户请先登录，验证码不得重复使用。</p>" * 3,
    ),
    "short-notice-with-the-words": page(
        "关于开展电梯安全验证工作的通知",
        f"<ul>{MENU}</ul><h1>关于开展电梯安全验证工作的通知</h1><p>各街道：</p><p>请于2031年3月5日前完成辖区内"
        f"电梯安全验证，并将结果报区市场监管局。</p><p>对拒绝验证的单位，其申请应当予以拦截，直至改正为止。</p><p>2031年2月1日</p>{FOOT}",
    ),
    "short-notice": page(
        "关于报送材料的通知",
        "<p>各镇：</p><p>请于2031年6月30日前报送半年工作材料，逾期不予受理。</p><p>2031年6月1日</p>"
    ),
    "repealed-and-missing": page(
        "关于废止部分文件的决定",
        "<h1>关于废止部分文件的决定</h1><p>经研究，决定废止下列已失效的文件，有关信息不存在变更的，不再另行通知。</p>"
        "<p>一、某区停车管理办法（2029〔12〕号）</p><p>二、某区节水管理办法（2029〔404〕号）</p><p>2031年6月1日</p>",
    ),
    "site-upgrade-plan": page(
        "政府网站改版建设实施方案", f"<p>一、总体要求。网站升级改造期间，系统维护中的栏目应当提示用户。</p>{PROSE}"
    ),
    "list": page(
        "政策文件",
        f"<ul>{MENU}</ul>"
        + "".join(f"<li><a href=/{n}.html>关于印发第{n}号方案的通知</a><span>2031-05-{n}</span></li>"
        for n in range(10, 31))
        + FOOT,
    ),
    "list-with-maintenance-news": page(
        "通知公告",
        "".join(f"<li><a href=/{n}.html>系统升级维护中暂停服务的公告</a><span>2031-05-{n}</span></li>"
        for n in range(10, 31)),
    ),
    "behind-a-wall-that-let-us-in": page(
        "关于印发办法的通知", f"<noscript>请开启JavaScript</noscript>{PROSE}",
        "<script>$_ts=window['$_ts'];document.cookie='a=1';if(0)location.reload()</script>",
    ),
    "with-a-login-box": page("办事指南", f"<form>用户登录<input type=password></form>{PROSE}"),
    "attachment-page": page(
        "附件下载", f"<ul>{MENU}</ul><p>附件：某区促进高精尖产业发展若干措施（试行）</p><a href=/a.docx>下载</a>{FOOT}"
    ),
    "plain-text": "关于访问验证的说明\n一、各部门应当在三十日内完成。\n二、拦截记录应当保存六个月。\n2031年1月1日",
    "feed": "<?xml version='1.0'?><rss><channel><title>政策</title><item><title>关于促进发展的若干措施</title>"
    "<description>为促进产业发展，制定本措施，自发布之日起施行。</description></item></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_seen(name: str) -> None:
    source, reason = WALLS[name]
    score = block_score(source)
    assert score.blocked, score
    assert reason in score.reasons


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_let_through(name: str) -> None:
    score = block_score(PAGES[name])
    assert not score.blocked, score
    assert score.score < BLOCKED


@pytest.mark.parametrize("name", ["policy-with-the-words", "site-upgrade-plan", "behind-a-wall-that-let-us-in"])
def test_a_long_policy_is_beyond_doubt(name: str) -> None:
    assert block_score(PAGES[name]).score < 0.2


def test_the_title_may_be_known_from_elsewhere() -> None:
    assert block_score("<p>请稍候</p>", title="访问验证").score > block_score("<p>请稍候</p>").score


def test_what_the_answer_says_counts() -> None:
    good = PAGES["short-notice"]
    assert block_score(good, 403).blocked
    assert block_score(good, headers={"cf-mitigated": "challenge"}).blocked
    assert block_score(good, size=0).blocked
    assert not block_score(good, 203, headers={"server": "WAF", "via": "cache"}, size=len(good)).blocked


def test_landing_on_the_front_page_counts() -> None:
    home = page("某区人民政府", f"<ul>{MENU}</ul>{FOOT}")
    score = block_score(home, asked="http://a.test/zc/1.html", address="http://www.a.test/")
    assert score.blocked
    assert "home-page" in score.reasons
    assert not block_score(home, asked="http://a.test/", address="http://www.a.test/").blocked
    error = block_score(home, asked="http://a.test/zc/1.html", address="http://a.test/error.html")
    assert error.blocked


def test_a_known_page_that_becomes_a_short_common_one_counts() -> None:
    known = fingerprint(PAGES["policy-with-the-words"])
    short = page("某区人民政府", f"<ul>{MENU}</ul><p>欢迎访问某区人民政府门户，更多内容请查看各栏目。</p>{FOOT}")
    assert not block_score(short).blocked
    shrunk = block_score(short, known=known)
    assert "shrunk" in shrunk.reasons
    score = block_score(short, known=known, elsewhere=3)
    assert score.blocked
    assert set(score.reasons) >= {"shrunk", "common"}


def test_a_known_page_that_stays_or_is_amended_does_not_count() -> None:
    policy = PAGES["policy-with-the-words"]
    known = fingerprint(policy)
    assert block_score(policy, known=known).score < 0.2
    assert block_score(policy.replace("十五日", "三十日")[:-300], known=known).score < 0.2
    assert not block_score(policy, elsewhere=1).blocked  # one document under two addresses
    assert not block_score(PAGES["short-notice"], elsewhere=2).blocked


def test_a_fingerprint_leaves_changing_numbers_alone() -> None:
    one, other = (
        page("拦截", f"<p>您的访问被拦截</p><p>事件ID：{number} 2031-01-0{number % 9}</p>") for number in (4711, 12)
    )
    assert fingerprint(one).digest == fingerprint(other).digest
    assert fingerprint(one).digest != fingerprint(PAGES["short-notice"]).digest


def test_a_huge_or_hostile_page_takes_no_time() -> None:
    began = time.process_time()  # what other processes take is not the page's
    for source in (
        "<script>" + "document.cookie=" * 20_000,
        "<meta http-equiv=refresh " * 20_000,
        "访问" * 100_000,
        "<p>您的访问" * 20_000,
        "<div>" * 50_000,
        "<div>" * 9_999,
    ):
        block_score(source)
        fingerprint(source)
    assert time.process_time() - began < 3
