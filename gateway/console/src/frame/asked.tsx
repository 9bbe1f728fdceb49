/**
 * What a page shows of a query: a skeleton while it loads, the problem with a way to try again, else the data.
 * `<Asked query={query}>{(data) => …}</Asked>`. Data once shown stays while it is fetched anew.
 */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { ProblemView } from "./problem.tsx";
import { Loading } from "./states.tsx";

export function Asked<T>({
  query,
  loading,
  children,
}: {
  readonly query: UseQueryResult<T>;
  /** Instead of grey lines, where the page has a shape of its own. */
  readonly loading?: ReactNode;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined)
    return (
      <>
        {query.isError && <ProblemView error={query.error} retry={query.refetch} />}
        {children(query.data)}
      </>
    );
  if (query.isError) return <ProblemView error={query.error} retry={query.refetch} />;
  return loading ?? <Loading />;
}
