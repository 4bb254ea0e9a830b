import { describe, expect, it } from 'vitest';
import { spellingsOf } from '../../pipeline/classify/spellings.ts';

describe('spellingsOf', () => {
  it('writes out groups and what may be left out', () => {
    expect(spellingsOf('(?:部门|单位)收入(?:预算|决算)?')).toEqual([
      '部门收入',
      '部门收入预算',
      '部门收入决算',
      '单位收入',
      '单位收入预算',
      '单位收入决算',
    ]);
  });

  it.each(['职责', '(?:主要)?(?:职责|职能)(?:及)?(?:机构设置|内设机构)', '(?:a(?:b|c)?|d)(?:e)?f'])(
    'gives only texts that %s stands for, and all of a kind',
    (source) => {
      const texts = spellingsOf(source)!;
      const expression = new RegExp(`^(?:${source})$`, 'u');
      expect(texts.filter((text) => !expression.test(text))).toEqual([]);
      const letters = [...new Set(texts.join(''))];
      const shortened = texts.flatMap((text) => letters.map((letter) => text.replace(letter, '')));
      expect(shortened.filter((text) => expression.test(text) && !texts.includes(text))).toEqual([]);
    },
  );

  it('leaves alone what stands for any text, or for too many', () => {
    expect(spellingsOf('.{0,60}概况')).toBeUndefined();
    expect(spellingsOf('[部门]预算')).toBeUndefined();
    expect(spellingsOf('(?:a|b)?'.repeat(12))).toBeUndefined();
  });
});
