// @ts-check
/**
 * Runs in every frame before its page: notes when the sidebar's first screen is usable, which is when name, stage, tabs and the first entries
 * of the timeline are drawn and under the pointer. A file of its own, since browsers know nothing of what tsx adds to functions.
 */
(() => {
  if (location.pathname !== '/sidebar/') return;
  const watched = {
    /** @type {number | null} */
    usableAt: null,
    longTasks: { count: 0, longestMs: 0 },
    clickTab,
  };
  Object.assign(window, { watched });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      watched.longTasks.count += 1;
      watched.longTasks.longestMs = Math.max(watched.longTasks.longestMs, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  whenever(isUsable, () => {
    // Drawn: the frame after the one that found it.
    requestAnimationFrame(() =>
      setTimeout(() => {
        watched.usableAt = performance.now();
      }),
    );
  });

  function isUsable() {
    const tabs = [...document.querySelectorAll('[role="tab"]')];
    const entries = [...document.querySelectorAll('[role="tabpanel"] ol > li')].slice(0, 3);
    const stage = document.querySelector('button[aria-label^="客户阶段"], button[aria-label="设置客户阶段"]');
    const parts = [document.querySelector('h1'), stage, ...tabs, ...entries];
    return tabs.length === 5 && entries.length === 3 && parts.every(isReached);
  }

  /** @param {Element | null} element */
  function isReached(element) {
    if (!element) return false;
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && element.contains(hit);
  }

  /** The page is alive: a click is answered. @returns {Promise<number>} after so many ms */
  function clickTab() {
    const began = performance.now();
    const tab = document.getElementById('tab-profile');
    if (!tab) throw new Error('there is no tab to click');
    tab.click();
    return new Promise((resolve) =>
      whenever(
        () => document.querySelector('#panel-profile dl') !== null,
        () => resolve(performance.now() - began),
      ),
    );
  }

  /** @param {() => boolean} is @param {() => void} then */
  function whenever(is, then) {
    const look = () => {
      if (is()) then();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }
})();
