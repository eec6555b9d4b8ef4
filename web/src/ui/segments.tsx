import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

type Props<Key extends string> = {
  label: string
  choices: readonly { key: Key; label: string }[]
  value: Key
  onChange: (key: Key) => void
}

/** One of a few ways, all in sight and of the same weight. */
export function Segments<Key extends string>({ label, choices, value, onChange }: Props<Key>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys
        if (key !== undefined) onChange(key as Key)
      }}
      className="flex w-full flex-wrap gap-1 rounded-control bg-sunken p-1 md:inline-grid md:w-auto md:auto-cols-fr md:grid-flow-col"
    >
      {choices.map((choice) => (
        <ToggleButton
          key={choice.key}
          id={choice.key}
          className="min-h-11 flex-auto rounded-[7px] px-3 leading-tight md:px-4 text-14 font-[550] text-ink-2 data-hovered:text-ink data-selected:bg-surface data-selected:text-brand-ink data-selected:shadow-[0_0_0_1.5px_var(--brand-ink)]"
        >
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
