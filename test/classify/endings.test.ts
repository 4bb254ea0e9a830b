import { expect, test } from 'vitest';
import { endingsOf } from '../../pipeline/classify/endings.ts';

const endings = (source: string) => {
  const { characters, open } = endingsOf(source);
  return [[...characters].sort().join(''), open];
};

test('the last character of each alternative, and what is before it where that may be missing', () => {
  expect(endings('收入')).toEqual(['入', false]);
  expect(endings('(?:部门|单位)概况')).toEqual(['况', false]);
  expect(endings('甲(?:乙|丙丁)(?:戊)?')).toEqual(['丁乙戊'.split('').sort().join(''), false]);
  expect(endings('甲(?:乙(?:丙)?)?')).toEqual(['丙乙甲'.split('').sort().join(''), false]);
  expect(endings('甲|乙丙')).toEqual(['丙甲'.split('').sort().join(''), false]);
});

test('behind a wildcard at the end stands anything, behind one before it does not', () => {
  expect(endings('.{0,60}局概况')).toEqual(['况', false]);
  expect(endings('人员.{0,60}')).toEqual(['员', true]);
  expect(endings('人员.{0,60}(?:情况)?')).toEqual(['况员', true]);
});

test('signs that are not looked into may be anything', () => {
  expect(endings('人员[甲乙]')[1]).toBe(true);
  expect(endings('人员.')[1]).toBe(true);
  expect(endings('人员\\d')[1]).toBe(true);
});
