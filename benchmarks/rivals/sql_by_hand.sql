-- Edition ice-2011-11-17 in DuckDB's SQL, by hand: what may be used of each fact, then atoms, reasons, lists, outcomes.
-- Unknown is NULL. {as_of}, {docket} and {out} are put in; bounds that are inverted are taken as refused beforehand, and
-- only the five facts that the synthetic docket disputes are looked for in "disputed".
CREATE MACRO years_ago(n) AS (DATE '{as_of}' - to_years(n))::DATE;
CREATE MACRO key(day) AS 10000 * year(day) + 100 * month(day) + day(day);
-- What lies between two bounds (the earlier may be unknown) is after, before, or not after a day.
CREATE MACRO after(low, high, bound) AS CASE WHEN high <= bound THEN false WHEN low > bound THEN true END;
CREATE MACRO before(low, high, bound) AS CASE WHEN high < bound THEN true WHEN low >= bound THEN false END;
CREATE MACRO not_after(low, high, bound) AS CASE WHEN high <= bound THEN true WHEN low > bound THEN false END;
-- A count between two bounds, of which the upper may be open.
CREATE MACRO at_least(low, high, n) AS CASE WHEN low >= n THEN true WHEN high < n THEN false END;
CREATE MACRO exactly(low, high, n) AS CASE WHEN low > n OR high < n THEN false WHEN low = n AND high = n THEN true END;
CREATE MACRO outcome_of(scope, favorable, priority) AS CASE
  WHEN NOT scope THEN 6
  WHEN scope IS NULL OR favorable IS NULL OR priority IS NULL THEN 5
  WHEN favorable AND priority THEN 3
  WHEN favorable THEN 1
  WHEN priority THEN 2
  ELSE 4
END;
CREATE MACRO word_of(outcome) AS CASE outcome WHEN 1 THEN 'recommend' WHEN 2 THEN 'pursue' WHEN 3 THEN 'mixed' WHEN 4 THEN 'weigh' WHEN 5 THEN 'incomplete' ELSE 'out_of_scope' END;

COPY (
WITH usable AS (
  SELECT
    case_id, office, stage, detained, resident, in_school, higher_education, service_member,
    honorably_discharged_veteran, spouse_or_child_of_service_member, victim_of_domestic_violence, victim_of_trafficking,
    victim_of_other_serious_crime, serious_condition, condition_needs_resources, very_long_presence, compelling_ties,
    violated_admission, previously_removed, found_immigration_fraud, national_security_risk,
    misdemeanor_significant_threat, clear_threat, egregious_record,
    coalesce(check_criminal <= DATE '{as_of}', false) AS criminal,
    coalesce(check_security <= DATE '{as_of}', false) AS security,
    if(birth_earliest <= DATE '{as_of}', birth_earliest, NULL) AS birth_low,
    least(birth_latest, DATE '{as_of}') AS birth_high,
    if(arrival_earliest <= DATE '{as_of}' AND NOT list_contains(disputed, 'arrival'), arrival_earliest, NULL)
      AS arrival_low,
    least(if(list_contains(disputed, 'arrival'), NULL, arrival_latest), DATE '{as_of}') AS arrival_high,
    if(resident_since_earliest <= DATE '{as_of}', resident_since_earliest, NULL) AS resident_since_low,
    least(resident_since_latest, DATE '{as_of}') AS resident_since_high,
    if(last_entry_earliest <= DATE '{as_of}' AND NOT list_contains(disputed, 'last_entry'), last_entry_earliest, NULL)
      AS last_entry_low,
    least(if(list_contains(disputed, 'last_entry'), NULL, last_entry_latest), DATE '{as_of}') AS last_entry_high,
    if(violation_began_earliest <= DATE '{as_of}', violation_began_earliest, NULL) AS violation_began_low,
    least(violation_began_latest, DATE '{as_of}') AS violation_began_high,
    if(list_contains(disputed, 'entered_illegally'), NULL, entered_illegally) AS entered_illegally,
    if(list_contains(disputed, 'citizen_immediate_family'), NULL, citizen_immediate_family) AS citizen_immediate_family,
    if(list_contains(disputed, 'completed_high_school'), NULL, completed_high_school) AS completed_high_school,
    coalesce(convictions_at_least, 0) AS convictions_low, convictions_at_most,
    coalesce(minor_nonviolent_convictions_at_least, 0) AS minor_low, minor_nonviolent_convictions_at_most,
    coalesce(felony_convictions_at_least, 0) AS felony_low, felony_convictions_at_most,
    coalesce(misdemeanor_convictions_at_least, 0) AS misdemeanor_low, misdemeanor_convictions_at_most,
    convicted_of_illegal_entry, convicted_of_illegal_reentry, convicted_of_immigration_fraud, misdemeanor_violence,
    misdemeanor_sexual_abuse, misdemeanor_impaired_driving, misdemeanor_flight_from_accident,
    misdemeanor_drug_distribution, suspected_terrorist, gang_member, human_rights_violator
  FROM read_parquet('{docket}')
),
-- A "no" that an open check has yet to give is unknown: what is not true is unknown or, once the check is live, as given.
checked AS (
  SELECT * REPLACE (
    if(convicted_of_illegal_entry OR criminal, convicted_of_illegal_entry, NULL) AS convicted_of_illegal_entry,
    if(convicted_of_illegal_reentry OR criminal, convicted_of_illegal_reentry, NULL) AS convicted_of_illegal_reentry,
    if(convicted_of_immigration_fraud OR criminal, convicted_of_immigration_fraud, NULL) AS convicted_of_immigration_fraud,
    if(misdemeanor_violence OR criminal, misdemeanor_violence, NULL) AS misdemeanor_violence,
    if(misdemeanor_sexual_abuse OR criminal, misdemeanor_sexual_abuse, NULL) AS misdemeanor_sexual_abuse,
    if(misdemeanor_impaired_driving OR criminal, misdemeanor_impaired_driving, NULL) AS misdemeanor_impaired_driving,
    if(misdemeanor_flight_from_accident OR criminal, misdemeanor_flight_from_accident, NULL) AS misdemeanor_flight_from_accident,
    if(misdemeanor_drug_distribution OR criminal, misdemeanor_drug_distribution, NULL) AS misdemeanor_drug_distribution,
    if(suspected_terrorist OR security, suspected_terrorist, NULL) AS suspected_terrorist,
    if(gang_member OR security, gang_member, NULL) AS gang_member,
    if(human_rights_violator OR security, human_rights_violator, NULL) AS human_rights_violator,
    if(criminal, convictions_at_most, NULL) AS convictions_at_most,
    if(criminal, minor_nonviolent_convictions_at_most, NULL) AS minor_nonviolent_convictions_at_most,
    if(criminal, felony_convictions_at_most, NULL) AS felony_convictions_at_most,
    if(criminal, misdemeanor_convictions_at_most, NULL) AS misdemeanor_convictions_at_most),
    coalesce(birth_low > arrival_high, false) AS impossible
  FROM usable
),
narrowed AS (
  SELECT * REPLACE (
    if(impossible, NULL, birth_low) AS birth_low,
    if(impossible, DATE '{as_of}', least(birth_high, arrival_high)) AS birth_high,
    if(impossible, NULL, greatest(arrival_low, birth_low)) AS arrival_low,
    if(impossible, DATE '{as_of}', arrival_high) AS arrival_high)
  FROM checked
),
atoms AS (
  SELECT *,
    stage IN ('incoming', 'pending') AS in_stage,
    after(birth_low, birth_high, years_ago(18)) AS is_child,
    before(birth_low, birth_high, years_ago(65)) AS is_elder,
    key(arrival_low) - key(birth_high) < 160000 AND (key(arrival_high) - key(birth_low) < 160000 OR NULL) AS came_young,
    before(arrival_low, arrival_high, years_ago(5)) AS present_5,
    before(arrival_low, arrival_high, years_ago(10)) AS present_10,
    not_after(resident_since_low, resident_since_high, years_ago(10)) AS resident_10,
    exactly(convictions_low, convictions_at_most, 1) AS one_conviction,
    exactly(minor_low, minor_nonviolent_convictions_at_most, 1) AS one_minor,
    -- the same, should an open check come back clear
    if(criminal, exactly(convictions_low, convictions_at_most, 1), convictions_low = 1) AS one_conviction_clear,
    if(criminal, exactly(minor_low, minor_nonviolent_convictions_at_most, 1), minor_low = 1) AS one_minor_clear,
    after(last_entry_low, last_entry_high, years_ago(3)) AS entered_lately,
    after(violation_began_low, violation_began_high, years_ago(3)) AS violated_lately
  FROM narrowed
),
reasons AS (
  SELECT *,
    in_stage AND NOT detained AS in_scope,
    service_member OR honorably_discharged_veteran OR spouse_or_child_of_service_member AS favorable_service,
    is_child AND present_5 AND (in_school OR completed_high_school) AS favorable_child_in_school,
    came_young AND present_5 AND completed_high_school AND higher_education AS favorable_arrived_under_16,
    is_elder AND present_10 AS favorable_over_65,
    victim_of_domestic_violence OR victim_of_trafficking OR victim_of_other_serious_crime AS favorable_victim,
    resident AND resident_10 AND one_conviction AND one_minor AS favorable_long_resident,
    resident AND resident_10 AND one_conviction_clear AND one_minor_clear AS long_resident_clear,
    serious_condition AND condition_needs_resources AS favorable_serious_condition,
    very_long_presence AND citizen_immediate_family AND compelling_ties AS favorable_long_presence_ties,
    suspected_terrorist OR national_security_risk AS priority_security,
    at_least(felony_low, felony_convictions_at_most, 1) AS priority_felony,
    at_least(misdemeanor_low, misdemeanor_convictions_at_most, 2) AS priority_multiple_misdemeanors,
    convicted_of_illegal_entry OR convicted_of_illegal_reentry OR convicted_of_immigration_fraud
      AS priority_immigration_crime,
    misdemeanor_violence OR misdemeanor_sexual_abuse OR misdemeanor_impaired_driving OR misdemeanor_flight_from_accident
      OR misdemeanor_drug_distribution AS listed_by_check,
    gang_member OR human_rights_violator AS threat_by_check,
    entered_illegally AND entered_lately OR violated_admission AND violated_lately AS priority_recent_entry
  FROM atoms
),
-- Priorities by who can settle them, so that either part can be supposed clear.
parts AS (
  SELECT *,
    favorable_service OR favorable_child_in_school OR favorable_arrived_under_16 OR favorable_over_65
      OR favorable_victim OR favorable_serious_condition OR favorable_long_presence_ties AS favorable_by_file,
    suspected_terrorist OR priority_felony OR priority_multiple_misdemeanors OR priority_immigration_crime
      OR listed_by_check OR threat_by_check AS priority_by_check,
    -- once a check is live its facts are as they are; until then what is not true is false
    (criminal AND (priority_felony OR priority_multiple_misdemeanors OR priority_immigration_crime OR listed_by_check))
      OR (security AND (suspected_terrorist OR threat_by_check)) AS priority_by_live_check,
    national_security_risk OR misdemeanor_significant_threat OR clear_threat OR egregious_record AS priority_by_finding,
    priority_recent_entry OR previously_removed OR found_immigration_fraud AS priority_by_file
  FROM reasons
),
lists AS (
  SELECT *,
    favorable_by_file OR favorable_long_resident AS some_favorable,
    favorable_by_file OR long_resident_clear AS favorable_clear,
    priority_by_check OR priority_by_finding OR priority_by_file AS some_priority,
    coalesce(priority_by_check, priority_by_live_check) OR priority_by_finding OR priority_by_file AS priority_check_clear,
    priority_by_check OR coalesce(priority_by_finding, false) OR priority_by_file AS priority_finding_clear,
    coalesce(priority_by_check, priority_by_live_check) OR coalesce(priority_by_finding, false) OR priority_by_file
      AS priority_clear
  FROM parts
),
codes AS (
  SELECT *,
    outcome_of(in_scope, some_favorable, some_priority) AS outcome,
    outcome_of(in_scope, favorable_clear, priority_clear) AS outcome_if_clear,
    outcome_of(in_scope, favorable_clear, priority_check_clear) AS outcome_if_check_clear,
    outcome_of(in_scope, some_favorable, priority_finding_clear) AS outcome_if_finding_clear
  FROM lists
),
live AS (
  SELECT *,
    outcome = 5 AS incomplete,
    outcome <> outcome_if_clear AND outcome_if_check_clear <> outcome_if_clear AS needs_finding,
    outcome = 5 AND some_favorable IS NULL AND favorable_service IS NULL AS ask_service,
    outcome = 5 AND some_favorable IS NULL AND favorable_child_in_school IS NULL AS ask_child,
    outcome = 5 AND some_favorable IS NULL AND favorable_arrived_under_16 IS NULL AS ask_young,
    outcome = 5 AND some_favorable IS NULL AND favorable_over_65 IS NULL AS ask_elder,
    outcome = 5 AND some_favorable IS NULL AND favorable_victim IS NULL AS ask_victim,
    outcome = 5 AND some_favorable IS NULL AND favorable_long_resident IS NULL AS ask_long_resident,
    outcome = 5 AND some_favorable IS NULL AND favorable_serious_condition IS NULL AS ask_condition,
    outcome = 5 AND some_favorable IS NULL AND favorable_long_presence_ties IS NULL AS ask_ties,
    outcome = 5 AND some_priority IS NULL AND priority_security IS NULL AS ask_security,
    outcome = 5 AND some_priority IS NULL AND priority_immigration_crime IS NULL AS ask_immigration_crime,
    outcome = 5 AND some_priority IS NULL AND priority_listed_misdemeanor IS NULL AS ask_listed,
    outcome = 5 AND some_priority IS NULL AND priority_gang_or_threat IS NULL AS ask_threat,
    outcome = 5 AND some_priority IS NULL AND priority_recent_entry IS NULL AS ask_recent,
    outcome = 5 AND some_priority IS NULL AS ask_priority,
    birth_low IS DISTINCT FROM birth_high AS birth_open,
    arrival_low IS DISTINCT FROM arrival_high AS arrival_open
  FROM (SELECT *, listed_by_check OR misdemeanor_significant_threat AS priority_listed_misdemeanor,
                  threat_by_check OR clear_threat AS priority_gang_or_threat FROM codes)
),
days AS (
  SELECT *,
    birth_open AND ((is_child IS NULL AND ask_child) OR (is_elder IS NULL AND ask_elder)
                    OR (came_young IS NULL AND ask_young))
    OR arrival_open AND ((present_5 IS NULL AND (ask_child OR ask_young)) OR (present_10 IS NULL AND ask_elder)
                         OR (came_young IS NULL AND ask_young)) AS ask_days
  FROM live
)
SELECT
  case_id, office, word_of(outcome) AS outcome, word_of(outcome_if_clear) AS outcome_if_clear,
  outcome <> outcome_if_clear AND (outcome_if_finding_clear <> outcome_if_clear OR NOT needs_finding) AS needs_check,
  needs_finding,
  CASE
    WHEN NOT incomplete THEN NULL
    WHEN in_scope IS NULL THEN 'scope'
    WHEN some_favorable THEN 'favorable_shown'
    WHEN NOT some_favorable THEN 'no_favorable'
    WHEN priority_finding_clear THEN 'priority_shown'
    WHEN NOT priority_finding_clear OR NOT priority_clear THEN 'no_priority'
    ELSE 'nothing_settled'
  END AS worklist,
  CASE
    WHEN outcome <> 6 THEN NULL
    WHEN NOT in_stage THEN 'stage in (''incoming'', ''pending'')'
    ELSE 'not detained'
  END AS out_of_scope_by,
  some_favorable, some_priority,
  favorable_service, favorable_child_in_school, favorable_arrived_under_16, favorable_over_65, favorable_victim,
  favorable_long_resident, favorable_serious_condition, favorable_long_presence_ties,
  priority_security, priority_felony, priority_multiple_misdemeanors, priority_immigration_crime,
  priority_listed_misdemeanor, priority_gang_or_threat, priority_recent_entry, previously_removed AS priority_prior_removal,
  found_immigration_fraud AS priority_fraud_finding, egregious_record AS priority_egregious_record,
  in_scope IS NULL AND stage IS NULL AS ask_stage,
  in_scope IS NULL AND detained IS NULL AS ask_detained,
  ask_days AND birth_open AS ask_birth,
  ask_days AND arrival_open AS ask_arrival,
  ask_long_resident AND resident IS NULL AS ask_resident,
  ask_long_resident AND resident_10 IS NULL AS ask_resident_since,
  ask_child AND in_school IS NULL AS ask_in_school,
  (ask_child OR ask_young) AND completed_high_school IS NULL AS ask_completed_high_school,
  ask_young AND higher_education IS NULL AS ask_higher_education,
  ask_service AND service_member IS NULL AS ask_service_member,
  ask_service AND honorably_discharged_veteran IS NULL AS ask_honorably_discharged_veteran,
  ask_service AND spouse_or_child_of_service_member IS NULL AS ask_spouse_or_child_of_service_member,
  ask_ties AND citizen_immediate_family IS NULL AS ask_citizen_immediate_family,
  ask_victim AND victim_of_domestic_violence IS NULL AS ask_victim_of_domestic_violence,
  ask_victim AND victim_of_trafficking IS NULL AS ask_victim_of_trafficking,
  ask_victim AND victim_of_other_serious_crime IS NULL AS ask_victim_of_other_serious_crime,
  ask_condition AND serious_condition IS NULL AS ask_serious_condition,
  ask_condition AND condition_needs_resources IS NULL AS ask_condition_needs_resources,
  ask_ties AND very_long_presence IS NULL AS ask_very_long_presence,
  ask_ties AND compelling_ties IS NULL AS ask_compelling_ties,
  ask_recent AND entered_lately IS NULL AS ask_last_entry,
  ask_recent AND entered_illegally IS NULL AS ask_entered_illegally,
  ask_recent AND violated_admission IS NULL AS ask_violated_admission,
  ask_recent AND violated_lately IS NULL AS ask_violation_began,
  ask_priority AND previously_removed IS NULL AS ask_previously_removed,
  ask_priority AND found_immigration_fraud IS NULL AS ask_found_immigration_fraud,
  ask_long_resident AND one_conviction IS NULL AS ask_convictions,
  ask_long_resident AND one_minor IS NULL AS ask_minor_nonviolent_convictions,
  ask_priority AND priority_felony IS NULL AS ask_felony_convictions,
  ask_priority AND priority_multiple_misdemeanors IS NULL AS ask_misdemeanor_convictions,
  ask_immigration_crime AND convicted_of_illegal_entry IS NULL AS ask_convicted_of_illegal_entry,
  ask_immigration_crime AND convicted_of_illegal_reentry IS NULL AS ask_convicted_of_illegal_reentry,
  ask_immigration_crime AND convicted_of_immigration_fraud IS NULL AS ask_convicted_of_immigration_fraud,
  ask_listed AND misdemeanor_violence IS NULL AS ask_misdemeanor_violence,
  ask_listed AND misdemeanor_sexual_abuse IS NULL AS ask_misdemeanor_sexual_abuse,
  ask_listed AND misdemeanor_impaired_driving IS NULL AS ask_misdemeanor_impaired_driving,
  ask_listed AND misdemeanor_flight_from_accident IS NULL AS ask_misdemeanor_flight_from_accident,
  ask_listed AND misdemeanor_drug_distribution IS NULL AS ask_misdemeanor_drug_distribution,
  ask_security AND suspected_terrorist IS NULL AS ask_suspected_terrorist,
  ask_threat AND gang_member IS NULL AS ask_gang_member,
  ask_threat AND human_rights_violator IS NULL AS ask_human_rights_violator,
  ask_security AND national_security_risk IS NULL AS ask_national_security_risk,
  ask_listed AND misdemeanor_significant_threat IS NULL AS ask_misdemeanor_significant_threat,
  ask_threat AND clear_threat IS NULL AS ask_clear_threat,
  ask_priority AND egregious_record IS NULL AS ask_egregious_record
FROM days
) TO '{out}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000);
