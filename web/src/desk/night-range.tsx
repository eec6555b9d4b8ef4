import { t } from '../language/i18n.ts'
import { DayField } from '../ui/day-field.tsx'

/** The first and the last night of what the desk decides, both included. */
export type Nights = { first: string; last: string }

type Props = { value: Nights; onChange: (value: Nights) => void; today: string }

/** Asks for both; the last moves along when the first passes it. */
export const NightRange = ({ value: { first, last }, onChange, today }: Props) => (
  <div className="grid grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))] gap-2.5">
    <DayField
      label={t('First night')}
      value={first}
      min={today}
      onChange={(next) => onChange({ first: next, last: next > last ? next : last })}
    />
    <DayField label={t('Last night')} value={last} min={first} onChange={(next) => onChange({ first, last: next })} />
  </div>
)
