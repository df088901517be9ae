package io.tsocks.engine;

/// What there is to say about a policy as a whole, found together because it is found in the same
/// walks over all networks.
///
/// @param map who decides for which destinations, by [PolicyMap.Grain#RULE]
/// @param use which networks could go
public record PolicySurvey(PolicyMap map, RuleUse use) {

    /// Surveys a policy.
    public static PolicySurvey of(Policy policy) {
        MapDraft draft = MapDraft.of(policy, PolicyMap.Grain.STATEMENT);
        PolicyMap statements = draft.map();
        return new PolicySurvey(statements.byRule(), RuleUse.of(policy, draft, statements));
    }
}
