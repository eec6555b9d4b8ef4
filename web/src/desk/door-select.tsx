import { t } from '../language/i18n.ts'
import { Select } from '../ui/select.tsx'
import type { Door } from './desk-query.ts'

type Props = {
  label: string
  doors: readonly Door[]
  value: string | null
  onChange: (id: string) => void
  /** What is chosen when no door is. */
  any?: string
}

/** One of the hotel's doors, by its number. */
export const DoorSelect = ({ label, doors, value, onChange, any }: Props) => (
  <Select
    label={label}
    visibleLabel
    placeholder={t('Choose a room')}
    choices={[
      ...(any ? [{ key: '', label: any }] : []),
      ...doors.map(({ id, number, floor }) => ({
        key: id,
        label: t('Room {number}', { number }),
        ...(floor ? { detail: t('Floor {floor}', { floor }) } : {}),
      })),
    ]}
    value={value}
    onChange={onChange}
  />
)
