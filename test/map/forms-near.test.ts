import { describe, expect, it } from 'vitest';
import { nearest } from '../../pipeline/map/forms/near.ts';
import { vocabularyOf } from '../../pipeline/map/forms/vocabulary.ts';
import { pack } from './forms-fixture.ts';

const words = (...list: string[]) => list.map((word) => [word, word] as const);

describe('words that OCR misread by one character', () => {
  it('a character taken for another goes before one that was lost', () => {
    expect(nearest('公务接待贺', words('公务接待', '公务接待费'))).toBe('公务接待费');
  });

  it('a lost character is found where nothing else fits', () => {
    expect(nearest('公务接待', words('公务接待费', '会议费支出'))).toBe('公务接待费');
  });

  it('nothing is taken where two words are equally near, or the word is short', () => {
    expect(nearest('政府基金算', words('政府基金费', '政府基金数'))).toBeUndefined();
    expect(nearest('项日', words('项目'))).toBeUndefined();
  });
});

it('headers of columns of codes and names are put right too, not only those of amounts', () => {
  const { nearHeader } = vocabularyOf(pack);
  expect(['功能分类科月编码', '功能分类科月名称', '项月支出'].map(nearHeader)).toEqual([
    '功能分类科目编码',
    '功能分类科目名称',
    '项目支出',
  ]);
  expect(nearHeader('项月')).toBeUndefined();
});
