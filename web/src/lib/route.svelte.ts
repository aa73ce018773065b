// Where the reader is: the view and its parameters from the path, the filters from the query string, both in the address bar.

export type View =
  | "today"
  | "events"
  | "event"
  | "story"
  | "document"
  | "actors"
  | "actor"
  | "pair"
  | "map"
  | "calendar"
  | "agreements"
  | "network"
  | "search"
  | "add"
  | "missing";

export interface Route {
  view: View;
  args: string[];
  query: URLSearchParams;
  path: string;
}

// A map, because an object knows names that nobody gave it: /constructor is no view.
const FIRST = new Map<string, [View, number]>([
  ["", ["today", 0]],
  ["events", ["events", 0]],
  ["event", ["event", 1]],
  ["story", ["story", 1]],
  ["document", ["document", 1]],
  ["actors", ["actors", 0]],
  ["actor", ["actor", 1]],
  ["pair", ["pair", 2]],
  ["map", ["map", 0]],
  ["calendar", ["calendar", 0]],
  ["agreements", ["agreements", 0]],
  ["network", ["network", 0]],
  ["search", ["search", 0]],
  ["add", ["add", 0]],
]);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function read(): Route {
  const parts = location.pathname.split("/").slice(1).map(decoded);
  const [view, args] = FIRST.get(parts[0] ?? "") ?? (["missing", 0] as [View, number]);
  const given = parts.slice(1).filter((p) => p !== "");
  const query = new URLSearchParams(location.search);
  if (given.length !== args) return { view: "missing", args: given, query, path: location.pathname };
  return { view, args: given, query, path: location.pathname };
}

class Router {
  now: Route = $state.raw(read());

  constructor() {
    addEventListener("popstate", () => this.#moved());
  }

  go(href: string, options: { replace?: boolean; keepScroll?: boolean } = {}): void {
    if (href === location.pathname + location.search) return;
    history[options.replace ? "replaceState" : "pushState"](null, "", href);
    this.#moved();
    if (!options.keepScroll) scrollTo(0, 0);
  }

  #moved(): void {
    this.now = read();
  }
}

export const router = new Router();

/** Follow a link of our own without loading the page anew, and leave every other click to the browser. */
export function followed(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const found = (event.target as Element | null)?.closest?.("a");
  if (!found || found.hasAttribute("target") || found.hasAttribute("download")) return;
  // A link of a drawing keeps its address otherwise than one of text.
  const link = new URL(found instanceof SVGAElement ? found.href.baseVal : found.href, location.href);
  if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  router.go(link.pathname + link.search);
}

/** The address of a view, with the filters that hold. */
export function href(path: string, filters: string): string {
  return filters ? `${path}?${filters}` : path;
}

export function part(id: string): string {
  return encodeURIComponent(id);
}
