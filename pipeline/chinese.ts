/** The Chinese words of a text that says the same in another language beside them, as forms of autonomous areas do. */

/** Letters of Mongolian, Tibetan, Uyghur and Kazakh, Korean, Yi and Dai: never part of a Chinese word. */
const SCRIPT = String.raw`\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0f00-\u0fff\u1100-\u11ff\u1800-\u18af\u1950-\u19df\u3130-\u318f\ua000-\ua4cf\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefc`;
const ANY_SCRIPT = new RegExp(`[${SCRIPT}]`);
/** Words of such a script with the signs and spaces between and around them. */
const IN_SCRIPT = new RegExp(
  `[\\s/|]*[(（]?[${SCRIPT}](?:[\\s\\u200b-\\u200f\\u202f(（)）·،.,:/-]*[${SCRIPT}])*[)）]?[\\s/|]*`,
  'gu',
);
const HAN = /\p{Script=Han}/u;
/** English or Zhuang words: small letters, apart from the Chinese by a space, a line or a bracket (not PPP项目, B/A). */
const WORDS = /(?<=^|[\s/（(])[(（]?["“]?[A-Z]?[a-z]{2,}[a-z'’&,.\-\s"“”A-Z]*[)）]?(?=$|[\s/）)：:\p{Script=Han}])/gu;
/** The same at the end of the text, where a line break between them is gone. */
const LAST_WORDS = /(?<=\p{Script=Han})[A-Z][a-z]{2,}[a-z'’&,.\-\s"“”A-Z]*$/u;

/** The text without words of such scripts; a text without Chinese stays as it is. */
export function withoutOtherScript(text: string): string {
  if (!ANY_SCRIPT.test(text) || !HAN.test(text)) return text;
  return text.replace(IN_SCRIPT, ' ').trim();
}

/** The text without its translation: other scripts, and English words that stand apart. Only for comparing words. */
export function withoutTranslation(text: string): string {
  const rest = withoutOtherScript(text);
  return /[a-z]{2}/.test(rest) && HAN.test(rest) ? rest.replace(WORDS, ' ').replace(LAST_WORDS, '').trim() : rest;
}
