/**
 * The frame round every page: navigation at the side (a drawer on a phone), the node's name, language and operator at
 * the top. Written by hand over plain elements: a menu library would cost every first load, and a list of links is one.
 */
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useRef } from "react";
import { Link, NavLink, Outlet, useLocation, useNavigate } from "react-router";

import { PAGES } from "../pages.ts";
import { signOut, useMay, useSession } from "../session.ts";
import { NodeName } from "../shared-views/names.tsx";
import { defineWords, usePunctuation, useSaid, useWords } from "../words.ts";
import { useAttempt } from "./attempt.ts";
import { Boundary } from "./boundary.tsx";
import { BrandMark } from "./brand.tsx";
import { Icon } from "./icons.tsx";
import { IdleWatch } from "./idle.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { ProblemView } from "./problem.tsx";
import { Loading } from "./states.tsx";
import { Toasts } from "./toast.tsx";

const WORDS = defineWords({
  skip: { zh: "跳到正文", en: "Skip to content" },
  navigation: { zh: "导航", en: "Navigation" },
  open: { zh: "打开导航", en: "Open navigation" },
  close: { zh: "关闭导航", en: "Close navigation" },
  account: { zh: "帐户", en: "Account" },
  own: { zh: "口令与恢复代码", en: "Password and recovery codes" },
  signOut: { zh: "退出登录", en: "Sign out" },
  scoped: {
    zh: (n: number) => `只看 ${n} 家单位`,
    en: (n: number) => `Sees ${n} ${n === 1 ? "agency" : "agencies"} only`,
  },
  notOut: {
    zh: "没有退出：会话仍然有效，请再试一次",
    en: "Not signed out: your session lives on; try again",
  },
  everything: { zh: "可看全部单位", en: "Sees every agency" },
});

const ROLE_NAMES = defineWords({
  system: { zh: "系统管理员", en: "System administrator" },
  security: { zh: "安全管理员", en: "Security administrator" },
  audit: { zh: "审计管理员", en: "Audit administrator" },
  operator: { zh: "值班员", en: "Operator" },
  viewer: { zh: "查看员", en: "Viewer" },
});

export function Frame() {
  const t = useWords(WORDS);
  const session = useSession();
  const drawer = useRef<HTMLDialogElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page was chosen.
  useEffect(() => {
    drawer.current?.close();
    document.getElementById("main")?.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <aside className="side">
        <Brand />
        <Navigation />
      </aside>
      <dialog className="drawer" ref={drawer} aria-label={t.navigation}>
        <div className="drawer-head">
          <Brand />
          <button
            type="button"
            className="plain"
            aria-label={t.close}
            onClick={() => drawer.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        <Navigation />
      </dialog>
      <header className="top">
        <button
          type="button"
          className="plain opener"
          aria-label={t.open}
          onClick={() => drawer.current?.showModal()}
        >
          <Icon name="menu" />
        </button>
        <span className="node">
          <NodeName id={session.node} />
        </span>
        <span className="grow" />
        <LanguageSwitch />
        <Account />
      </header>
      <main id="main" className="main" tabIndex={-1}>
        <IdleWatch />
        <Boundary key={pathname}>
          <Suspense
            fallback={
              <div className="page">
                <Loading />
              </div>
            }
          >
            <Outlet />
          </Suspense>
        </Boundary>
      </main>
      <Toasts />
    </div>
  );
}

function Brand() {
  return (
    <Link className="brand" to="/">
      <BrandMark />
      信桥 <span lang="en">Xinqiao</span>
    </Link>
  );
}

function Navigation() {
  const t = useWords(WORDS);
  const said = useSaid();
  const may = useMay();
  return (
    <nav className="navigation" aria-label={t.navigation}>
      {PAGES.filter(({ nav, roles }) => nav !== false && (roles === undefined || may(...roles))).map(
        (page) => (
          <NavLink key={page.path} to={page.path} end={page.path === "/"}>
            <Icon name={page.icon} />
            {said(page.name)}
          </NavLink>
        ),
      )}
    </nav>
  );
}

function Account() {
  const t = useWords(WORDS);
  const roleNames = useWords(ROLE_NAMES);
  const signs = usePunctuation();
  const operator = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { busy, error, attempt } = useAttempt();
  return (
    <>
      <button
        type="button"
        className="plain account"
        popoverTarget="account"
        aria-label={`${t.account} ${operator.name}`}
      >
        <Icon name="person" />
        <span className="account-name">{operator.name}</span>
      </button>
      <div id="account" popover="auto" className="account-card">
        <p>
          <strong>{operator.name}</strong>
        </p>
        <p>{signs.list(operator.roles.map((role) => roleNames[role]))}</p>
        <p className="soft">{operator.scope === null ? t.everything : t.scoped(operator.scope.length)}</p>
        <button
          type="button"
          className="wide-button"
          popoverTarget="account"
          popoverTargetAction="hide"
          onClick={() => void navigate("/account")}
        >
          {t.own}
        </button>
        <button
          type="button"
          className="wide-button"
          disabled={busy}
          onClick={() => void attempt(() => signOut(client))}
        >
          {t.signOut}
        </button>
        {error !== undefined && (
          <>
            <p className="bad" role="alert">
              {t.notOut}
            </p>
            <ProblemView error={error} />
          </>
        )}
      </div>
    </>
  );
}
