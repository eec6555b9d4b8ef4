import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'

import { Icon } from './icon.tsx'

type Props<Key extends string> = {
  label: string
  choices: readonly { key: Key; label: string; detail?: string }[]
  value: Key[]
  onChange: (keys: Key[]) => void
}

/** Any of a few things. */
export function CheckList<Key extends string>({ label, choices, value, onChange }: Props<Key>) {
  return (
    <CheckboxGroup value={value} onChange={(keys) => onChange(keys as Key[])}>
      <Label className="mb-1.5 block text-14 font-[600]">{label}</Label>
      {choices.map((choice) => (
        <Checkbox
          key={choice.key}
          value={choice.key}
          className="group flex min-h-11 cursor-pointer items-center gap-3 py-1"
        >
          <span className="grid size-6 shrink-0 place-items-center rounded-small text-on-brand shadow-[inset_0_0_0_1.5px_var(--line-strong)] group-data-focus-visible:outline-3 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-selected:bg-brand group-data-selected:shadow-none">
            <span className="hidden group-data-selected:block">
              <Icon name="check" size={18} />
            </span>
          </span>
          <span>
            <span className="block">{choice.label}</span>
            {choice.detail && <span className="block text-14 text-ink-2">{choice.detail}</span>}
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  )
}
