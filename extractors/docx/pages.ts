/** Counting pages: where Word broke them last, and where the author did. */

/** A point in the count to come back to: the cells of a row stand side by side, not one after the other. */
export interface PageMark {
  page: number;
  atTop: boolean;
  afterExplicit: boolean;
}

/** Counts the pages of one story while its content is read in order. */
export class PageCounter {
  #page: number;
  #laidOut = false;
  /** Nothing has been printed on the page yet. */
  #atTop = true;
  /** The page was begun by an explicit break that Word will note a second time as its own. */
  #afterExplicit = false;

  /** @param first number of the page on which the story begins */
  constructor(first = 1) {
    this.#page = first;
  }

  /** Whether the file holds any break that a program noted while laying out. */
  get laidOut(): boolean {
    return this.#laidOut;
  }

  get page(): number {
    return this.#page;
  }

  /** Something visible stands here. */
  content(): void {
    this.#atTop = false;
    this.#afterExplicit = false;
  }

  /** A page break that the author set: `w:br`, a section's start. */
  explicit(): void {
    this.#page++;
    this.#atTop = true;
    this.#afterExplicit = true;
  }

  /** `w:pageBreakBefore`: nothing to do where the paragraph would begin a page anyway. */
  before(): void {
    if (!this.#atTop) this.explicit();
  }

  /** `w:lastRenderedPageBreak`. Directly after an explicit break it tells of that same break. */
  rendered(): void {
    this.#laidOut = true;
    if (this.#afterExplicit) {
      this.#afterExplicit = false;
      return;
    }
    this.#page++;
    this.#atTop = true;
  }

  mark(): PageMark {
    return { page: this.#page, atTop: this.#atTop, afterExplicit: this.#afterExplicit };
  }

  return(mark: PageMark): void {
    this.#page = mark.page;
    this.#atTop = mark.atTop;
    this.#afterExplicit = mark.afterExplicit;
  }
}
