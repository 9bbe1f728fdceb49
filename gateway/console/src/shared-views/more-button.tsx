/** The next page of a list that is fetched page by page; nothing where there is none. */
interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

export function MoreButton({ query, word }: { readonly query: Paged; readonly word: string }) {
  if (!query.hasNextPage) return null;
  return (
    <button
      type="button"
      className="button"
      disabled={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {word}
    </button>
  );
}
