import type { ReactNode } from 'react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components'

import { Icon } from './icon.tsx'

export type Choice<Key extends string> = { key: Key; label: string; detail?: string }

type Props<Key extends string> = {
  label: string
  /** Shown above the control; else only read to screen readers. */
  visibleLabel?: boolean
  choices: readonly Choice<Key>[]
  value: Key | null
  onChange: (key: Key) => void
  placeholder?: string
  isInvalid?: boolean
  /** A chip instead of a field. */
  look?: 'field' | 'chip'
  prefix?: ReactNode
}

export function Select<Key extends string>({
  label,
  visibleLabel = false,
  choices,
  value,
  onChange,
  placeholder,
  isInvalid = false,
  look = 'field',
  prefix,
}: Props<Key>) {
  return (
    <AriaSelect
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(key as Key)}
      placeholder={placeholder ?? ''}
      isInvalid={isInvalid}
      {...(visibleLabel ? {} : { 'aria-label': label })}
    >
      {visibleLabel && <Label className="mb-1.5 block text-14 font-[600]">{label}</Label>}
      <Button
        className={look === 'chip' ? 'chip' : 'field-box justify-between'}
        {...(isInvalid ? { 'data-invalid': true } : {})}
      >
        <span className="flex min-w-0 items-center gap-1">
          {prefix}
          <SelectValue>
            {({ defaultChildren, isPlaceholder }) =>
              isPlaceholder ? (
                <span className="text-ink-3">{placeholder}</span>
              ) : (
                (choices.find(({ key }) => key === value)?.label ?? defaultChildren)
              )
            }
          </SelectValue>
        </span>
        <Icon name="down" size={16} />
      </Button>
      <Popover className="pop-over min-w-(--trigger-width) p-2">
        <ListBox
          items={choices.map((choice) => ({ ...choice, id: choice.key }))}
          className="max-h-80 overflow-auto outline-none"
        >
          {(choice) => (
            <ListBoxItem id={choice.key} textValue={choice.label} className="option">
              {({ isSelected }) => (
                <>
                  <span className="min-w-0 flex-1">
                    {choice.label}
                    {choice.detail && <small className="block text-13 font-normal text-ink-2">{choice.detail}</small>}
                  </span>
                  {isSelected && <Icon name="check" size={16} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
