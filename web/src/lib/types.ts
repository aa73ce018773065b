// The answers of the REST interface, as far as the page reads them.

export type Status = "occurred" | "ongoing" | "scheduled" | "possible" | "hypothetical" | "denied" | "cancelled";

export interface Party {
  name: string;
  actor: string | null;
  state: string | null;
}

export interface When {
  value: string;
  earliest: string;
  latest: string;
}

export interface Telling {
  id: string;
  document: string;
  start: number;
  end: number;
  sentence: [number, number];
  status: Status;
}

export interface Event {
  id: string;
  type: string;
  modes: string[];
  status: Status;
  summary: string;
  actors: Party[];
  recipients: Party[];
  places: Party[];
  companions: Party[];
  when: When | null;
  mentions: Telling[];
  independent_sources: number;
  fields: { name: string; agree: boolean }[];
  history: { at: string | null; status: Status; documents: string[] }[];
  attributed_to: { name: string; documents: string[] }[];
  contexts: string[];
  part_of: string | null;
  words: { type: string; when: string | null; quad: number | null };
}

export interface FactValue {
  words: string;
  value: string;
  bound: string | null;
  documents: string[];
  evidence: { document: string; start: number; end: number }[];
}

export interface Fact {
  field: string;
  name: string;
  agree: boolean;
  values: FactValue[];
}

export interface Piece {
  text: string;
  mark: "" | "trigger" | "value";
  field?: string | null;
}

export interface Passage {
  document: string;
  start: number;
  end: number;
  mentions: string[];
  status: Status;
  probability: number;
  before: string;
  pieces: Piece[];
  after: string;
}

export interface Report {
  id: string;
  number: number;
  label: string;
  title: string | null;
  date: string;
  link: string | null;
  published: string | null;
  copy_of: string | null;
  family: string;
}

export interface EventDetail extends Event {
  facts: Fact[];
  passages: Passage[];
  plover: { type: string; mode: string[]; score: number; quad: number } | null;
  reports: Report[];
  story: { id: string; title: string } | null;
  whole: { id: string; summary: string } | null;
}

export interface Line {
  text: string;
  lead: string;
  note: string;
  status: string;
  independent: number;
  history: string;
  is_quote: boolean;
  events: string[];
  sources: number[];
  facts: { name: string; agree: boolean; values: { text: string; sources: number[] }[] }[];
  sentences: { pieces: Piece[]; sources: number[]; tells: boolean }[];
}

export interface Group {
  story: string | null;
  title: string;
  lines: Line[];
  more: Line[];
}

export interface Section {
  key: string;
  title: string;
  intro: string;
  groups: Group[];
}

export interface StoryDays {
  id: string;
  title: string;
  first: string | null;
  last: string | null;
}

export interface Brief {
  title: string;
  standfirst: string;
  sections: Section[];
  reports: Report[];
  stories: (StoryDays & { documents: number; events: number })[];
  next: string | null;
}

export interface StoryDetail {
  id: string;
  title: string;
  reports: (Report & { text: string })[];
  events: EventDetail[];
}

export interface DocumentDetail extends Report {
  text: string;
  events: string[];
  language: string | null;
}

export interface Kind {
  month: string | null;
  type: string;
  status: Status;
  quad: number | null;
  events: number;
}

export interface Actor {
  id: string;
  name: string;
  state: string | null;
  roles: Record<string, number>;
  events: number;
}

export interface ActorDetail extends Actor {
  with: Actor[];
  kinds: Kind[];
  count: number;
}

export interface Quote {
  words: string;
  speaker: Party | null;
  about: Party | null;
  evidence: { document: string; start: number; end: number }[];
  reports: { id: string; label: string; date: string }[];
}

export interface Agreement {
  id: string;
  parties: Party[];
  object: string | null;
  stage: string;
  status: Status;
  when: When | null;
  words: { when: string | null };
  facts: { field: string; name: string; agree: boolean; values: { words: string; documents: string[] }[] }[];
  history: { at: string | null; stage: string; event: string; documents: string[] }[];
  amends: string | null;
  amended_by: string[];
  events: string[];
}

export interface Entry {
  id: string;
  when: When | null;
  status: Status;
  summary: string;
  event: string;
  words: { when: string | null };
}

export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export interface Period {
  period: string;
  first: string;
  last: string;
  events: number;
  cooperation: Estimate;
  conflict: Estimate;
  balance: Estimate | null;
}

export interface Relation {
  sides: [string, string];
  by: string;
  events: number;
  undated: number;
  unplaced: number;
  periods: Period[];
  changes: { period: string; shifts: { measure: string; before: number; after: number; events: string[] }[] }[];
}

export interface Vocabulary {
  filters: { name: string; kind: string; takes: string; several: boolean; gloss: string }[];
  types: { name: string; label: string; gloss: string; modes: { name: string; gloss: string }[] }[];
  statuses: { name: string; gloss: string }[];
  contexts: { name: string; gloss: string }[];
  quads: { name: string; gloss: string }[];
}

export interface Index {
  name: string;
  version: string;
  ledger: string;
  holds: { documents: number; stories: number; events: number; quotes: number };
  first: string | null;
  last: string | null;
  cursor: number;
  writable: boolean;
}

export interface Change {
  cursor: number;
  recorded: string;
  action: string;
  kind: string;
  id: string;
  change: "added" | "updated" | "deleted";
  fields?: { name: string; before: unknown; after: unknown }[];
  became?: string | null;
  by: string | null;
  event?: Event;
}

export interface Correction {
  number: number;
  kind: string;
  undone: unknown;
  made: { recorded: string; by: string | null };
}
