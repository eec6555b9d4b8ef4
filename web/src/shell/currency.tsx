import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { chooseCurrency, CURRENCIES, useCurrency } from '../stay/memory.ts'

type Props = { className: string; placement: 'bottom end' | 'top start' }

/** In which currency prices are shown: beside the other ways of the page's head, at the foot of a narrow page. */
export function Currency({ className, placement }: Props) {
  const currency = useCurrency()
  return (
    <MenuTrigger>
      <Button
        className={`min-h-11 rounded-small px-2 hover:underline ${className}`}
        aria-label={t('Language and currency: English, {currency}', { currency })}
      >
        {t('English · {currency}', { currency })}
      </Button>
      <Popover className="pop-over w-52 p-2" placement={placement}>
        <Menu
          aria-label={t('Show prices in')}
          className="max-h-96 overflow-auto outline-none"
          selectionMode="single"
          selectedKeys={[currency]}
          onSelectionChange={(keys) => {
            const [code] = keys === 'all' ? [] : [...keys]
            if (typeof code === 'string') chooseCurrency(code)
          }}
        >
          {CURRENCIES.map((code) => (
            <MenuItem key={code} id={code} className="option" textValue={code}>
              <span className="w-11 font-[600]">{code}</span>
              <span className="text-13 text-ink-2">{new Intl.DisplayNames('en', { type: 'currency' }).of(code)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
