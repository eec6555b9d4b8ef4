import { type ReactNode, useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'

import { Icon, type IconName } from '../ui/icon.tsx'
import { useMedia } from '../ui/media.ts'
import { Sheet } from '../ui/sheet.tsx'

type Props = {
  icon: IconName
  /** What it holds now: small above, and in full below. */
  caption: string
  value: string
  title: string
  children: (close: () => void) => ReactNode
}

/** A part of the search bar: it opens beside itself on a wide screen, and over the whole of a narrow one. */
export function Opener({ icon, caption, value, title, children }: Props) {
  const wide = useMedia('md')
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const face = (
    <>
      <span className="text-brand-ink">
        <Icon name={icon} size={24} />
      </span>
      <span className="min-w-0">
        <span className="block text-13 leading-tight font-normal text-ink-3">{caption}</span>
        <span className="block font-[600]">{value}</span>
      </span>
    </>
  )
  const look = 'flex h-full w-full items-center gap-3.5 rounded-control bg-transparent text-start'
  if (!wide) {
    return (
      <>
        <Button className={look} onPress={() => setOpen(true)}>
          {face}
        </Button>
        <Sheet title={title} isOpen={isOpen} onOpenChange={setOpen}>
          {children(close)}
        </Sheet>
      </>
    )
  }
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className={look}>{face}</Button>
      <Popover className="pop-over" offset={18} crossOffset={-18} placement="bottom start">
        <Dialog aria-label={title} className="p-6 outline-none">
          {children(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
