/** The tree of headings: at which level a heading stands, and which headings it ends. */
import type { Section } from '../classified.ts';
import type { Ordinal, OrdinalKind } from './plain.ts';

type Kind = OrdinalKind | 'report' | 'plain';

/** The usual order of ordinals. Documents differ, so it only decides where the text gives no other sign. */
const RANK: Record<Kind, number> = {
  part: 0,
  attachment: 1,
  report: 2,
  chinese: 3,
  'chinese-brackets': 4,
  plain: 4.5,
  arabic: 5,
  'arabic-brackets': 6,
  circled: 7,
};

interface Open {
  kind: Kind;
  section: Section;
}

export interface Outline {
  /** The innermost section that is open. */
  readonly current: Section | undefined;
  /**
   * Ends the sections that a new heading ends, and opens it.
   * @param opensReport the heading is the title of a report of its own: ordinals begin anew below it
   */
  open(section: Omit<Section, 'level' | 'parent'>, ordinal: Ordinal | null, opensReport: boolean): Section;
}

/** An empty tree. */
export function createOutline(): Outline {
  const stack: Open[] = [];

  /** Pops everything down to and including the last open heading of a kind, if there is one below the last report title. */
  function closeSame(kind: Kind): boolean {
    for (let i = stack.length - 1; i >= 0; i--) {
      if (stack[i].kind === kind) {
        stack.length = i;
        return true;
      }
      if (stack[i].kind === 'report') return false;
    }
    return false;
  }

  function closeDeeper(kind: Kind): void {
    while (stack.length > 0 && RANK[stack[stack.length - 1].kind] >= RANK[kind]) stack.pop();
  }

  return {
    get current() {
      return stack.at(-1)?.section;
    },
    open(heading, ordinal, opensReport) {
      const isPart = ordinal?.kind === 'part' || ordinal?.kind === 'attachment';
      const kind: Kind = isPart ? ordinal.kind : opensReport ? 'report' : (ordinal?.kind ?? 'plain');
      const continues = !isPart && kind !== 'report' && closeSame(kind);
      // 一、 below （1） begins a list of its own; 三、 below （1） goes on with an outer one.
      const begins = ordinal?.value === 1 || (kind === 'plain' && stack.length > 0);
      if (!continues && !(begins && !isPart && kind !== 'report')) closeDeeper(kind);
      const parent = stack.at(-1)?.section;
      const section: Section = { ...heading, level: stack.length + 1, ...(parent && { parent }) };
      stack.push({ kind, section });
      return section;
    },
  };
}

/** The canonical id of a section, or of the nearest section around it that has one. */
export function sectionIdOf(section: Section | undefined): string {
  for (let at = section; at; at = at.parent) if (at.sectionId !== '') return at.sectionId;
  return '';
}
