import { t } from '../language/i18n.ts'

const STAR = 'M10 2.8l2.2 4.7 5.1.6-3.8 3.5 1 5.1L10 14.2l-4.5 2.5 1-5.1L2.7 8.1l5.1-.6z'

/** The class of a hotel; nothing when it has none. */
export function Stars({ count }: { count: number | null }) {
  if (!count) return null
  return (
    <span
      className="inline-flex gap-px align-[-2px] text-star"
      role="img"
      aria-label={t('{count, plural, one {# star} other {# stars}}', { count })}
    >
      {Array.from({ length: count }, (_, i) => (
        <svg key={i} width="14" height="14" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
          <path d={STAR} />
        </svg>
      ))}
    </span>
  )
}
