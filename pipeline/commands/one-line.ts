/** File names may hold line ends and the commands of a terminal. */
export const onOneLine = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');
