import { type Case, call } from '../harness.js';

const since5 = { majors: [5, 6] } as const;
const sicily = 'GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania';
const center = { longitude: 15, latitude: 37 };
const every = ['WITHDIST', 'WITHHASH', 'WITHCOORD'];

export const geo: readonly Case[] = [
  call('geoAdd', ['g', { longitude: 1, latitude: 2, member: 'a' }]),
  call('geoAdd', [
    'g',
    [
      { longitude: '1.5', latitude: 2, member: 'a' },
      { ...center, member: 'b' },
    ],
    { CH: true },
  ]),
  call('geoAdd', ['g', { ...center, member: 'Palermo' }, { NX: true }], sicily),
  call('geoAdd', ['g', { ...center, member: 'x' }, { XX: true }], sicily),
  call('geoAdd', ['g', { ...center, member: 'x' }, { condition: 'XX' }], sicily, since5),
  call('geoDist', ['g', 'Palermo', 'Catania'], sicily),
  call('geoDist', ['g', 'Palermo', 'Catania', 'km'], sicily),
  call('geoDist', ['g', 'Palermo', 'none'], sicily),
  call('geoHash', ['g', ['Palermo', 'none']], sicily),
  call('geoHash', ['g', 'Palermo'], sicily),
  call('geoPos', ['g', ['Palermo', 'none']], sicily),
  call('geoPos', ['g', 'Catania'], sicily),
  call('geoRadius', ['g', center, 200, 'km'], sicily),
  call('geoRadius', ['g', center, 200, 'km', { SORT: 'ASC', COUNT: 1 }], sicily),
  call('geoRadius', ['g', center, 200, 'km', { COUNT: { value: 1, ANY: true } }], sicily),
  call('geoRadiusWith', ['g', center, 200, 'km', every], sicily),
  call('geoRadiusWith', ['g', center, 200, 'km', ['WITHDIST'], { SORT: 'DESC' }], sicily),
  call('geoRadiusStore', ['g', center, 200, 'km', 'd'], sicily),
  call('geoRadiusStore', ['g', center, 200, 'km', 'd', { STOREDIST: true, SORT: 'ASC' }], sicily),
  call('geoRadiusRo', ['g', center, 200, 'km'], sicily),
  call('geoRadiusRoWith', ['g', center, 200, 'km', ['WITHCOORD', 'WITHDIST']], sicily),
  call('geoRadiusByMember', ['g', 'Palermo', 200, 'km'], sicily),
  call('geoRadiusByMember', ['g', 'none', 200, 'km'], sicily),
  call('geoRadiusByMemberWith', ['g', 'Palermo', 200, 'km', ['WITHHASH']], sicily),
  call('geoRadiusByMemberStore', ['g', 'Palermo', 200, 'km', 'd', { STOREDIST: true }], sicily),
  call('geoRadiusByMemberRo', ['g', 'Palermo', 200, 'km', { SORT: 'DESC' }], sicily),
  call('geoRadiusByMemberRoWith', ['g', 'Palermo', 200, 'km', every, { SORT: 'ASC', COUNT: 1 }], sicily),
  call('geoSearch', ['g', center, { radius: 200, unit: 'km' }], sicily),
  call('geoSearch', ['g', 'Palermo', { width: 400, height: 400, unit: 'km' }, { SORT: 'DESC' }], sicily),
  call('geoSearch', ['g', Buffer.from('Palermo'), { radius: 1, unit: 'm' }], sicily, since5),
  call('geoSearch', ['g', center, { radius: 200, unit: 'km' }, { COUNT: 0 }], sicily),
  call('geoSearchStore', ['d', 'g', center, { radius: 200, unit: 'km' }], sicily),
  call('geoSearchStore', ['d', 'g', 'Palermo', { radius: 200, unit: 'km' }, { STOREDIST: true }], sicily),
  call('geoSearchWith', ['g', center, { radius: 200, unit: 'km' }, every, { SORT: 'ASC' }], sicily),
  call('geoSearchWith', ['g', 'Palermo', { radius: 200, unit: 'km' }, ['WITHCOORD']], sicily),
  call('geoSearchWith', ['g', center, { radius: 1, unit: 'm' }, every], sicily),
];
