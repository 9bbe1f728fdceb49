/** Router, theme, language and query client round everything. Pages come from pages.ts. */
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { type ComponentType, lazy, Suspense, useEffect, useMemo, useState } from "react";
import { BrowserRouter, Navigate, Route, Routes, useLocation } from "react-router";

import { problemOf, whenSignedOut } from "./api.ts";
import { Boundary } from "./frame/boundary.tsx";
import { Frame } from "./frame/frame.tsx";
import { NotThere } from "./frame/not-there.tsx";
import { ProblemView } from "./frame/problem.tsx";
import { Loading } from "./frame/states.tsx";
import { PAGES } from "./pages.ts";
import { forgetEverything, hasLeft, sessionQuery } from "./session.ts";
import { THEME } from "./shared-views/look.ts";
import { type Language, LanguageContext } from "./words.ts";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What a repetition may mend is repeated twice; a refusal is not.
      retry: (count, error) => count < 2 && problemOf(error).retry,
      refetchOnWindowFocus: false,
      staleTime: 10_000,
    },
  },
});
whenSignedOut(() => void forgetEverything(client, null));

function lazily(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}

const SignIn = lazily(async () => (await import("./pages/sign-in/page.tsx")).SignInPage);
const SetUp = lazily(async () => (await import("./pages/set-up/page.tsx")).SetUpPage);

/** Everything but signing in needs somebody who has. */
function Signed() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session.isPending)
    return (
      <div className="page">
        <Loading />
      </div>
    );
  if (session.isError)
    return (
      <div className="page">
        <ProblemView error={session.error} retry={session.refetch} />
      </div>
    );
  if (session.data === null)
    return (
      <Navigate
        to={hasLeft() ? "/sign-in" : `/sign-in?then=${encodeURIComponent(pathname + search)}`}
        replace
      />
    );
  return <Frame />;
}

const ROUTES = PAGES.map(({ path, load }) => ({ path, Shown: lazily(load) }));

/** BrowserRouter, not a data router: pages ask by TanStack Query, and 17 kB gzip are saved on every first load. */
function Ways() {
  return (
    <Suspense fallback={null}>
      <Routes>
        <Route path="/sign-in" Component={SignIn} />
        <Route path="/set-up" Component={SetUp} />
        <Route Component={Signed}>
          {ROUTES.map(({ path, Shown }) => (
            <Route key={path} path={path} Component={Shown} />
          ))}
          <Route path="*" Component={NotThere} />
        </Route>
      </Routes>
    </Suspense>
  );
}

const KEPT = "xinqiao.language";

function keptLanguage(): Language {
  return localStorage.getItem(KEPT) === "en" ? "en" : "zh";
}

export function App({ nonce }: { readonly nonce: string | undefined }) {
  const [language, setLanguage] = useState(keptLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        localStorage.setItem(KEPT, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={chosen}>
      <ConfigProvider
        locale={language === "zh" ? zhCN : enUS}
        theme={THEME}
        button={{ autoInsertSpace: false }}
        {...(nonce === undefined ? {} : { csp: { nonce } })}
      >
        <QueryClientProvider client={client}>
          <BrowserRouter>
            <Boundary>
              <Ways />
            </Boundary>
          </BrowserRouter>
        </QueryClientProvider>
      </ConfigProvider>
    </LanguageContext>
  );
}
