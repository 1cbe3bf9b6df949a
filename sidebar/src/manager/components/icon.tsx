/** Strokes on a grid of 24; the word beside an icon is the name, so icons are hidden from readers. */
const paths = {
  home: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.6 3-6 6.500-6s6.100 2.400 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.200M18 14.500c2 .8 3.200 2.800 3.500 5.500',
  groups:
    'M12 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 20c.4-3.200 2.800-5.500 6-5.500s5.600 2.300 6 5.500M5 11.500a2.500 2.500 0 0 1 0-5M1.500 17c.2-1.800 1.200-3.200 2.800-3.800M19 11.500a2.500 2.500 0 0 0 0-5M22.500 17c-.2-1.800-1.200-3.200-2.800-3.800',
  join: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 20c0-4 3-6 7-6s7 2 7 6M18.500 8v6M15.500 11h6',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.500 8.500h.01',
  filter: 'M4 5h16l-6 7.500V19l-4-2v-4.500z',
  steps: 'M4 18h5v-4h5v-4h6M16 6l4 4-4 4',
  fields: 'M4 5h16v5H4zM4 14h10v5H4zM8 7.500h.01M8 16.500h.01M18 14v5M15.500 16.500h5',
  alert: 'M12 4 2.500 20h19zM12 10v4M12 17v.01',
  sync: 'M4 12a8 8 0 0 1 13.700-5.600L20 9M20 4v5h-5M20 12a8 8 0 0 1-13.700 5.600L4 15M4 20v-5h5',
  check: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM8.500 12l2.500 2.500L15.500 10',
  badge:
    'M4 7h16v12H4zM9 7V4h6v3M9 13a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM6.500 16.500c.4-1.400 1.300-2 2.500-2s2.100.6 2.500 2M14 11h3M14 15h3',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  plus: 'M12 5v14M5 12h14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.500 4.500',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  right: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  edit: 'M4 20h4L20 8l-4-4L4 16z',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2',
  calendar: 'M4 6h16v14H4zM4 11h16M8 3v5M16 3v5',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  video: 'M3 6h12v12H3zM15 10l6-3v10l-6-3',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  app: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 13.500a2 2 0 1 0 2 2v-7a2 2 0 1 1 2 2',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7-12 7z',
  star: 'M12 4l2.500 5.200 5.500.7-4 3.900 1 5.700-5-2.800-5 2.800 1-5.700-4-3.900 5.500-.7z',
  folder: 'M3 6h6l2 2h10v11H3z',
  upload: 'M12 15V4M7 9l5-5 5 5M4 20h16',
  cake: 'M4 20v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6zM3 20h18M4 16c2 1.500 3.500 1.500 5.300 0 1.800 1.500 3.600 1.500 5.400 0 1.800 1.500 3.300 1.500 5.300 0M12 12V8M12 5v.01',
  heart: 'M12 20S4 15 4 9.500A4.200 4.200 0 0 1 12 7.500a4.200 4.200 0 0 1 8 2C20 15 12 20 12 20z',
  gift: 'M4 12h16v8H4zM3 8h18v4H3zM12 8v12M12 8S11 3.500 8.500 4 9 8 12 8zM12 8s1-4.500 3.500-4S15 8 12 8z',
  grid: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
