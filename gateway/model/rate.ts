/** What an agency has left of a limit, as each answer tells it (RateLimit headers). */
export interface RateState {
  /** The class of operations: read, push, bulk. */
  readonly name: string;
  /** How many in a window, and how long the window is. */
  readonly quota: number;
  readonly windowSeconds: number;
  /** Below zero: this request is one too many. */
  readonly left: number;
  /** Until there is one again, where none is left; else until all are. */
  readonly seconds: number;
}
