import Testing

@testable import RoundTrip

@Test(
    arguments: [
        ("MAX(0,ROUND('Cost Report'!L14-'Cost Report'!F14,2))", "MAX(0,ROUND($'Cost Report'.L14,2))", false, false),
        ("SUM('Topsheet'!A1)", "SUM(Topsheet!$A$1)", true, true),
        ("ROUND(0.225000*SUM(H7),2)", "ROUND( 0.225 * SUM(H7) , 2 )", true, true),
        ("ROUND(D6*F6,2)", "ROUND(D9*F9,2)", false, true), ("ROUND(D6*F6,2)", "5000+200", false, false),
        ("IF(ISNUMBER(H6),H6,G6)", "IF(ISNUMBER(H6),H6,G6)", true, true), ("A1+1", "A1+2", false, false),
    ] as [(String, String, Bool, Bool)])
func `formulas are one where programs write the same one in two ways`(
    left: String, right: String, isSame: Bool, isSameShape: Bool
) {
    #expect((FormulaText.normal(left) == FormulaText.normal(right)) == isSame)
    #expect((FormulaText.shape(left) == FormulaText.shape(right)) == isSameShape)
}
