export const KeysPage = () => null
