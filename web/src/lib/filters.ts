// The filters that hold, as pairs of name and value from the address; the server says what each takes.

export const NAMES = [
  "text",
  "party",
  "actor",
  "recipient",
  "between",
  "state",
  "place",
  "type",
  "quad",
  "mode",
  "context",
  "status",
  "since",
  "until",
  "reported_since",
  "reported_until",
  "sources",
  "disagreement",
];

const KNOWN = new Set(NAMES.flatMap((name) => [name, `not_${name}`]));

export const LABELS: Record<string, string> = {
  text: "words",
  party: "party",
  actor: "by",
  recipient: "to",
  between: "between",
  state: "state",
  place: "place",
  type: "type",
  quad: "class",
  mode: "how",
  context: "about",
  status: "status",
  since: "from",
  until: "until",
  reported_since: "reported from",
  reported_until: "reported until",
  sources: "sources at least",
  disagreement: "reports differ",
};

export function pairs(query: URLSearchParams): [string, string][] {
  return [...query].filter(([name]) => KNOWN.has(name));
}

/** The filters as a query string in the order in which they were given; what is no filter is left out. */
export function written(query: URLSearchParams): string {
  return new URLSearchParams(pairs(query)).toString();
}

/** The filters and some parameters of an address beside them. */
export function joined(filters: string, more: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(more)) if (value !== null && value !== undefined && value !== "") query.append(name, String(value));
  return query.toString();
}

export function label(name: string): string {
  return name.startsWith("not_") ? `not ${LABELS[name.slice(4)] ?? name.slice(4)}` : (LABELS[name] ?? name);
}
