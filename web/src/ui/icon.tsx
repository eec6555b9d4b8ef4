const PATHS = {
  pin: 'M10 18s6-5.2 6-10A6 6 0 0 0 4 8c0 4.8 6 10 6 10zM10 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  calendar:
    'M5.5 4h9A2.5 2.5 0 0 1 17 6.5v8a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 3 14.5v-8A2.5 2.5 0 0 1 5.5 4zM3 8.5h14M7 2.5v3M13 2.5v3',
  people:
    'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 17c0-3.5 2.5-5.5 5.5-5.5s5.5 2 5.5 5.5M13 4.2a3 3 0 0 1 0 5.6M15 12c1.7.7 2.6 2.5 2.6 5',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13.2 13.2L17 17',
  filters: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  info: 'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4zM10 9.2v4M10 6.5v.2',
  check: 'M4 10.5l4 4 8-9',
  cup: 'M4 7h10v5a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4zM14 8.5h1.2a2 2 0 0 1 0 4H14M7 2.5v2M10.5 2.5v2',
  bed: 'M2.5 16V5M2.5 13h15v3M17.5 13v-2a2.5 2.5 0 0 0-2.5-2.5H9V13M5.8 9.7a1.6 1.6 0 1 0 0-.1',
  heart: 'M10 16.5S3 12.5 3 7.6A3.6 3.6 0 0 1 10 6a3.6 3.6 0 0 1 7 1.6c0 4.9-7 8.9-7 8.9z',
  clock: 'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4zM10 6v4.3l2.8 1.7',
  lock: 'M6 9h8a2 2 0 0 1 2 2v4.5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V11a2 2 0 0 1 2-2zM6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9',
  document: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5M7.5 13h5',
  mail: 'M4.5 4.5h11a2 2 0 0 1 2 2V14a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2zM3 6l7 5 7-5',
  plane:
    'M8.3 11.7L3 10.2l1.3-1.3 5 .3 4.3-4.6c.8-.8 2.1-1.1 2.8-.9.3.8 0 2-.8 2.8L11 10.8l.3 5-1.3 1.2-1.7-5.300zM8.3 11.7L5 15M3.6 14l2.400 2.400',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  left: 'M12.5 5L7.5 10l5 5',
  right: 'M7.5 5l5 5-5 5',
  close: 'M5 5l10 10M15 5L5 15',
  menu: 'M3 6h14M3 10h14M3 14h14',
  map: 'M2.5 5l5-2 5 2 5-2v12l-5 2-5-2-5 2zM7.5 3v12M12.5 5v12',
  picture:
    'M5 4h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 13.5l4-4 3.500 3.500 2-2 4.500 4M13.200 7.800v.1',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  moon: 'M16.5 11.8A7 7 0 1 1 8.2 3.5a5.6 5.6 0 0 0 8.3 8.3z',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4',
  pool: 'M2.5 14c1.7 1.3 3.3 1.3 5 0s3.3-1.3 5 0 3.3 1.3 5 0M6 12V5a2 2 0 0 1 4 0M12 12V5a2 2 0 0 1 4 0M6 8.5h6',
  wifi: 'M3 8.5a10 10 0 0 1 14 0M5.8 11.5a6 6 0 0 1 8.4 0M10 15v.2',
  leaf: 'M4 16C4 8 9 4 17 4c0 8-4 12-10 12-1 0-2-.3-3 0zm0 0c2-4 5-6 8-7',
  car: 'M3 12l1.5-5h11L17 12v4h-2v-1.5H5V16H3zM3 12h14M5.8 12.2v.1M14.2 12.2v.1',
  gym: 'M3 10h14M5 6.5v7M7.5 5v10M12.5 5v10M15 6.5v7',
  glass: 'M4 4h12l-6 6.5zM10 10.5V16M7 16.5h6',
  fork: 'M6 3v5a2 2 0 0 0 2 2v7M4 3v4M8 3v4M13 17v-6h2.5V5.5A2.5 2.5 0 0 0 13 3z',
  snow: 'M10 2.5v15M3.5 6.250l13 7.5M16.5 6.250l-13 7.5',
  paw: 'M10 16c-3 0-4-1.5-3-3.2S9 10.5 10 10.5s2 .6 3 2.3S13 16 10 16zM5 9.5v.2M8 6.5v.2M12 6.5v.2M15 9.5v.2',
  bus: 'M4 4.5h12v9H4zM4 9h12M6.5 13.5V16M13.5 13.5V16',
  access: 'M10 5.5a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6zM9.5 7v5h4l2 4M9.5 9h3.5M8 10.5a3.6 3.6 0 1 0 4.5 5',
  plug: 'M7 3v4M13 3v4M5 7h10v2a5 5 0 0 1-10 0zM10 14v3.5',
  pan: 'M3 9h10v3a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4zM13 10h4.5M6 3.5v2M10 3.5v2',
  wash: 'M4 3h12v14H4zM10 14a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6.5 5.5v.1',
  wave: 'M2.5 9c1.7 1.3 3.3 1.3 5 0s3.3-1.3 5 0 3.3 1.3 5 0M2.5 13c1.7 1.3 3.3 1.3 5 0s3.3-1.3 5 0 3.3 1.3 5 0',
} as const

export type IconName = keyof typeof PATHS

/** A line drawing that goes with words, never without them: hidden from screen readers. */
export function Icon({ name, size = 20, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg
      className="shrink-0"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
