import { describe, expect, it } from 'vitest';
import { createRegionFinder } from '../../pipeline/classify/region.ts';
import { pack } from './documents.ts';

const finder = (year: number | null) => createRegionFinder(pack.divisions, year, pack.identity);

describe('createRegionFinder', () => {
  it('reads a county whose name is unique', () => {
    expect(finder(2023).find('双牌县科技和工业信息化局', '')).toEqual({
      name: '双牌县',
      code: '431123',
      level: 'county',
      flag: '',
    });
  });

  it('never guesses between two places of one name', () => {
    expect(finder(2023).find('普陀区财政局', '')).toMatchObject({ code: '', flag: 'region_ambiguous' });
  });

  it('decides by the place around it, in the name or elsewhere in the document', () => {
    expect(finder(2023).find('上海市普陀区财政局', '')).toMatchObject({ name: '上海市普陀区', code: '310107' });
    expect(finder(2023).find('普陀区财政局', '……浙江省舟山市普陀区……舟山市普陀区')).toMatchObject({ code: '330903' });
    expect(finder(2023).find('湖北省随州市曾都区财政局', '')).toMatchObject({ code: '421303', level: 'county' });
  });

  it('reads autonomous places without the names of their peoples', () => {
    expect(finder(2023).find('凉山州教育局', '')).toMatchObject({
      name: '凉山州',
      code: '513400',
      level: 'prefecture',
    });
    expect(finder(2023).find('凉山州木里县财政局', '')).toMatchObject({ code: '513422', level: 'county' });
    expect(finder(2023).find('龙胜县民政局', '')).toMatchObject({ name: '龙胜县', code: '450328' });
  });

  it('uses the code of the year', () => {
    expect(finder(2007).find('曾都区财政局', '').code).toBe('421302');
    expect(finder(2023).find('曾都区财政局', '').code).toBe('421303');
    expect(finder(2022).find('璧山区财政局', '').code).toBe('500120');
    expect(finder(2022).find('璧山县财政局', '').flag).toBe('region_unknown');
  });

  it('gives development zones the code of their parent', () => {
    expect(finder(2023).find('遂宁经济技术开发区经信商务科技局', '')).toEqual({
      name: '遂宁经济技术开发区',
      code: '510900',
      level: 'development_zone',
      flag: '',
    });
    expect(finder(2023).find('长沙市望城区经济开发区管委会', '')).toMatchObject({
      code: '430112',
      level: 'development_zone',
    });
  });

  it('knows provinces and prefectures', () => {
    expect(finder(2023).find('云南省财政厅', '')).toMatchObject({ code: '530000', level: 'province' });
    expect(finder(2023).find('湛江市交通运输局', '')).toMatchObject({ code: '440800', level: 'prefecture' });
  });

  it('knows autonomous places by their names without the peoples', () => {
    expect(finder(2023).find('元江县澧江卫生院', '')).toMatchObject({ name: '元江县', code: '530428', flag: '' });
    expect(finder(2023).find('贵州省黔南州荔波县财政局', '')).toMatchObject({
      name: '贵州省黔南州荔波县',
      code: '522722',
    });
    expect(finder(2023).find('恩施州财政局', '')).toMatchObject({ code: '422800', level: 'prefecture' });
    expect(finder(2023).find('东乡县财政局', '').flag).toBe('region_unknown');
  });

  it('says so when a name has no place', () => {
    expect(finder(2023).find('科学技术局', '')).toEqual({ name: '', code: '', level: '', flag: 'region_unknown' });
  });
});
