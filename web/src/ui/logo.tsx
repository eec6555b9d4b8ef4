import logo from './logo.svg?raw'

/** The doorway and the word. Never on a picture; at least 24px high. Its colours are CSS variables of `.logo`. */
export const Logo = () => <span className="logo block" dangerouslySetInnerHTML={{ __html: logo }} />
