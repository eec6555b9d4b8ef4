import { Button, Group, Input, Label, NumberField } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Icon } from './icon.tsx'

type Props = {
  label: string
  detail: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

/** A number of people: the figure between a minus and a plus, typed or pressed. */
export function Stepper({ label, detail, value, min, max, onChange }: Props) {
  const round = 'icon-button shadow-[inset_0_0_0_1.5px_var(--line-strong)] text-brand-ink'
  return (
    <NumberField
      className="flex items-center justify-between gap-4 py-3"
      value={value}
      minValue={min}
      maxValue={max}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
    >
      <span>
        <Label className="block font-[600]">{label}</Label>
        <span className="text-13 text-ink-2">{detail}</span>
      </span>
      <Group className="flex items-center gap-1">
        <Button slot="decrement" className={round} aria-label={t('One fewer: {label}', { label })}>
          <Icon name="minus" size={16} />
        </Button>
        <Input className="w-11 rounded-small bg-transparent py-2 text-center text-16 font-[650]" />
        <Button slot="increment" className={round} aria-label={t('One more: {label}', { label })}>
          <Icon name="plus" size={16} />
        </Button>
      </Group>
    </NumberField>
  )
}
