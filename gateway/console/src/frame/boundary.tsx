/** A page that fails in drawing takes nothing else with it; a new build of the console that an old tab does not know is fetched. */
import { Component, type ReactNode } from "react";

import { ProblemView } from "./problem.tsx";

interface Props {
  readonly children: ReactNode;
}

export class Boundary extends Component<Props, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="page">
        <ProblemView error={error} retry={() => location.reload()} />
      </div>
    );
  }
}
