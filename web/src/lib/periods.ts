// Months and years in a row, and counts of events put into them.

import type { Bar } from "../parts/Bars.svelte";

interface Counted {
  month: string | null;
  quad: number | null;
  events: number;
}

/** Every month from the first to the last, or every year where that would be too many. */
export function bars(counted: Counted[], mostMonths = 60): { bars: Bar[]; undated: number; by: "month" | "year" } {
  const dated = counted.filter((c) => c.month && c.quad);
  const undated = counted.reduce((n, c) => n + (c.month && c.quad ? 0 : c.events), 0);
  const months = dated.map((c) => c.month as string).sort();
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return { bars: [], undated, by: "month" };
  const far = stretch(first, last).length > mostMonths;
  const by = far ? "year" : "month";
  const name = (month: string): string => (far ? month.slice(0, 4) : month);
  const names = far ? range(Number(first.slice(0, 4)), Number(last.slice(0, 4))).map(String) : stretch(first, last);
  const found = new Map<string, Bar>(names.map((period) => [period, { period, up: 0, down: 0 }]));
  for (const c of dated) {
    const bar = found.get(name(c.month as string));
    if (!bar) continue;
    if ((c.quad ?? 0) <= 2) bar.up += c.events;
    else bar.down += c.events;
  }
  return { bars: [...found.values()], undated, by };
}

/** Leave out what lies before a long silence, where it is little, so that the rest can be seen; say how much that was. */
export function recent(all: Bar[], silence = 12): { bars: Bar[]; left: Bar[] } {
  const told = (bar: Bar): boolean => bar.up > 0 || bar.down > 0;
  const total = all.filter(told).length;
  let quiet = 0;
  for (let i = all.length - 1, seen = 0; i >= 0; i -= 1) {
    const bar = all[i];
    if (bar && told(bar)) {
      if (quiet >= silence && seen >= total / 2) return { bars: all.slice(i + 1 + Math.max(0, quiet - 2)), left: all.slice(0, i + 1).filter(told) };
      seen += 1;
      quiet = 0;
    } else quiet += 1;
  }
  return { bars: all, left: [] };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export function stretch(first: string, last: string): string[] {
  const number = (m: string): number => Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7)) - 1;
  return range(number(first), number(last)).map((n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`);
}
