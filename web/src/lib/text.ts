// Text of strangers: offsets in code points as the ledger counts them, and addresses that are safe to link to.

/** Cut at offsets in code points; a string of JavaScript counts UTF-16 units, which are others beyond U+FFFF. */
export class Points {
  readonly #text: string;
  readonly #at: Uint32Array | null;

  constructor(text: string) {
    this.#text = text;
    // Without surrogates the two counts are the same.
    if (!/[\ud800-\udfff]/.test(text)) {
      this.#at = null;
      return;
    }
    const at: number[] = [];
    for (let i = 0; i < text.length; ) {
      at.push(i);
      i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
    }
    at.push(text.length);
    this.#at = Uint32Array.from(at);
  }

  slice(start: number, end?: number): string {
    if (!this.#at) return this.#text.slice(start, end);
    const last = this.#at.length - 1;
    const to = end === undefined ? this.#text.length : this.#at[Math.min(end, last)];
    return this.#text.slice(this.#at[Math.min(start, last)], to);
  }
}

/** A web address that is safe to link to; anything but http and https is none. */
export function web(link: string | null | undefined): string | null {
  if (!link) return null;
  try {
    const url = new URL(link);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function month(value: string): string {
  const [year, number] = value.split("-");
  return number ? `${MONTHS[Number(number) - 1] ?? number} ${year}` : (year ?? value);
}

export function day(iso: string | null): string {
  if (!iso) return "undated";
  const [year, number, date] = iso.split("-");
  return date ? `${Number(date)} ${MONTHS[Number(number) - 1]} ${year}` : month(iso);
}

/** What kind of participant an id names, by what stands before its colon. */
const KINDS: Record<string, string> = { state: "state", person: "person", org: "organisation", office: "office", group: "group" };

export function kind(id: string): string {
  return KINDS[id.split(":")[0] ?? ""] ?? "";
}

/** Two days as a stretch: "21 to 22 November 2025". */
export function between(first: string | null, last: string | null): string {
  if (!first || !last || first === last) return day(last ?? first);
  const [a, b] = [day(first).split(" "), day(last).split(" ")];
  if (a.length === 3 && b.length === 3 && a[2] === b[2]) return a[1] === b[1] ? `${a[0]} to ${b.join(" ")}` : `${a[0]} ${a[1]} to ${b.join(" ")}`;
  return `${a.join(" ")} to ${b.join(" ")}`;
}

export const STATUS: Record<string, string> = {
  occurred: "happened",
  ongoing: "going on",
  scheduled: "announced",
  possible: "possible",
  hypothetical: "talked of",
  denied: "denied",
  cancelled: "called off",
};

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
