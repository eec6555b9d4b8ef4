import { useId } from 'react'

type Props = {
  label: string
  /** A calendar date: 2027-06-12. */
  value: string
  onChange: (date: string) => void
  min?: string
  max?: string
}

/** One calendar date, typed or taken from the browser's own calendar. What is no date is not told. */
export function DayField({ label, value, onChange, min, max }: Props) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-14 font-[600]">
        {label}
      </label>
      <input
        id={id}
        type="date"
        className="field-box"
        value={value}
        min={min}
        max={max}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </div>
  )
}
