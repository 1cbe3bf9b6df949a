import type { PagePicture } from './page-picture.ts';

/** As far as a window before and after what she sees, pages get ready. */
const NEAR = '100% 0px';

/**
 * Lets pictures come where she is: of pages in view at once, of those a window away the small ones, and their sharp ones once nothing in
 * view is waited for any more. What she has gone past before it came is given up.
 */
export function comeWhenNear(pages: readonly PagePicture[]): void {
  const near = new Set<PagePicture>();
  const inView = new Set<PagePicture>();
  const next = () => {
    for (const page of [...inView, ...near]) page.showSmall();
    for (const page of inView) page.showSharp();
    // What is near may be told of before what is in view.
    const isViewSettled = inView.size > 0 && [...inView].every((page) => page.isSettled);
    if (isViewSettled) for (const page of near) page.showSharp();
  };
  const watch = (within: Set<PagePicture>, rootMargin: string, onGone: (page: PagePicture) => void) => {
    const pageOf = new Map(pages.map((page) => [page.figure as Element, page]));
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) {
          const page = pageOf.get(target)!;
          if (isIntersecting) within.add(page);
          else if (within.delete(page)) onGone(page);
        }
        next();
      },
      { rootMargin },
    );
    for (const page of pages) observer.observe(page.figure);
  };
  for (const page of pages) page.onSettled = next;
  // What is in view first: it asks for its pictures before what is only near.
  watch(inView, '0px', () => undefined);
  watch(near, NEAR, (page) => page.goAway());
}
