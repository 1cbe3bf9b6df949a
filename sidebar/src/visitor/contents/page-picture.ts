import type { VisitorContent } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';

type Page = Extract<VisitorContent, { kind: 'brochure' }>['pages'][number];

/** One page of a brochure: its place has its height from the start; in it first the small picture, and the sharp one above it. */
export class PagePicture {
  readonly figure: HTMLElement;
  /** Told when the sharp picture is there, or does not come. */
  onSettled: () => void = () => undefined;
  private readonly sharp: HTMLImageElement;
  private small: HTMLImageElement | null = null;
  private state: 'away' | 'coming' | 'there' | 'failed' = 'away';
  private tries = 0;

  constructor(
    private readonly page: Page,
    private readonly number: number,
    of: number,
  ) {
    this.sharp = el('img', { className: 'sharp', alt: `第 ${number} 页,共 ${of} 页`, decoding: 'async' });
    this.sharp.addEventListener('load', () => this.arrived());
    this.sharp.addEventListener('error', () => this.failed());
    this.figure = el('figure', { className: 'page' }, this.sharp);
    this.figure.style.aspectRatio = `${page.width} / ${page.height}`;
  }

  /** Nothing more comes by itself: the sharp picture is there, or she is asked. */
  get isSettled(): boolean {
    return this.state === 'there' || this.state === 'failed';
  }

  showSmall(): void {
    if (this.small || this.state === 'there') return;
    this.small = el('img', { alt: '', 'aria-hidden': 'true', src: this.page.thumbnailUrl });
    this.figure.prepend(this.small);
  }

  showSharp(): void {
    if (this.state !== 'away') return;
    this.state = 'coming';
    this.sharp.src = this.tries === 0 ? this.page.url : `${this.page.url}&try=${this.tries}`;
  }

  /** She has gone on: what is not there yet must not keep the line from the page that she looks at. */
  goAway(): void {
    if (this.state === 'there') return;
    this.dropSmall();
    this.sharp.removeAttribute('src');
    this.startOver();
  }

  private arrived(): void {
    if (this.state !== 'coming') return;
    this.state = 'there';
    this.dropSmall();
    this.onSettled();
  }

  private failed(): void {
    if (this.state !== 'coming') return;
    this.state = 'failed';
    this.figure.classList.add('failed');
    const again = el('button', { type: 'button' }, `第 ${this.number} 页没有加载出来,点这里重试`);
    again.addEventListener('click', () => {
      this.startOver();
      this.showSharp();
    });
    this.figure.append(again);
    this.onSettled();
  }

  private startOver(): void {
    if (this.state === 'failed') this.tries += 1;
    this.state = 'away';
    this.figure.classList.remove('failed');
    this.figure.querySelector('button')?.remove();
  }

  private dropSmall(): void {
    // Without an address the browser gives up what is under way.
    this.small?.removeAttribute('src');
    this.small?.remove();
    this.small = null;
  }
}
