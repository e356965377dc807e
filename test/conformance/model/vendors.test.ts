import { expect } from 'chai';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';
import { errorsOf } from './model-text.ts';

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const DI =
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Written as the named tools write them: their prefixes, namespaces, extensions and habits. */
const FILES: Readonly<Record<string, string>> = {
  'Camunda Modeler, Camunda 7': `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="${MODEL}" ${DI} ${XSI} xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.20.0" modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.20.0">
  <bpmn:collaboration id="Collaboration_1"><bpmn:participant id="Participant_1" name="Shop" processRef="Process_1" /></bpmn:collaboration>
  <bpmn:process id="Process_1" isExecutable="true" camunda:historyTimeToLive="180" camunda:versionTag="1">
    <bpmn:extensionElements><camunda:properties><camunda:property name="a" value="b" /></camunda:properties></bpmn:extensionElements>
    <bpmn:laneSet id="LaneSet_1"><bpmn:lane id="Lane_1" name="Clerk"><bpmn:flowNodeRef>StartEvent_1</bpmn:flowNodeRef><bpmn:flowNodeRef>Activity_1</bpmn:flowNodeRef><bpmn:flowNodeRef>Event_1</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="StartEvent_1" camunda:initiator="starter"><bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_1" />
    <bpmn:userTask id="Activity_1" name="Check" camunda:assignee="\${starter}" camunda:candidateGroups="clerks" camunda:dueDate="\${now()}">
      <bpmn:extensionElements>
        <camunda:taskListener class="org.example.Listener" event="create" />
        <camunda:formData><camunda:formField id="amount" label="Amount" type="long" /></camunda:formData>
        <camunda:inputOutput><camunda:inputParameter name="x">\${amount}</camunda:inputParameter><camunda:outputParameter name="list"><camunda:list><camunda:value>a</camunda:value></camunda:list></camunda:outputParameter></camunda:inputOutput>
      </bpmn:extensionElements>
      <bpmn:incoming>Flow_1</bpmn:incoming><bpmn:outgoing>Flow_2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Event_1"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${ok}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:endEvent id="Event_1"><bpmn:incoming>Flow_2</bpmn:incoming></bpmn:endEvent>
    <bpmn:textAnnotation id="TextAnnotation_1"><bpmn:text>Why</bpmn:text></bpmn:textAnnotation>
    <bpmn:association id="Association_1" associationDirection="None" sourceRef="Activity_1" targetRef="TextAnnotation_1" />
    <bpmn:group id="Group_1" categoryValueRef="CategoryValue_1" />
  </bpmn:process>
  <bpmn:category id="Category_1"><bpmn:categoryValue id="CategoryValue_1" value="x" /></bpmn:category>
  <bpmndi:BPMNDiagram id="BPMNDiagram_1"><bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Collaboration_1"><bpmndi:BPMNShape id="a_di" bpmnElement="Activity_1" color:background-color="#fff" bioc:fill="#fff"><dc:Bounds x="1" y="1" width="100" height="80" /></bpmndi:BPMNShape><bpmndi:BPMNEdge id="f_di" bpmnElement="Flow_1"><di:waypoint x="1" y="1" /><di:waypoint x="2" y="1" /></bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`,
  'Camunda Modeler, Camunda 8': `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="${MODEL}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" ${XSI} id="D" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud">
  <bpmn:process id="order" name="Order" isExecutable="true"><bpmn:extensionElements><zeebe:versionTag value="v1" /></bpmn:extensionElements>
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="pay" />
    <bpmn:serviceTask id="pay" name="Pay"><bpmn:extensionElements><zeebe:taskDefinition type="payment" retries="3" /><zeebe:ioMapping><zeebe:input source="=order.total" target="amount" /></zeebe:ioMapping><zeebe:taskHeaders><zeebe:header key="k" value="v" /></zeebe:taskHeaders></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="pay" targetRef="pack" />
    <bpmn:userTask id="pack" name="Pack"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition assignee="=packer" candidateGroups="=[&#34;packers&#34;]" /></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=result" /></bpmn:extensionElements><bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=done</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="pack" targetRef="calc" />
    <bpmn:scriptTask id="calc" name="Calc"><bpmn:extensionElements><zeebe:script expression="=a + 1" resultVariable="b" /></bpmn:extensionElements></bpmn:scriptTask>
    <bpmn:sequenceFlow id="f4" sourceRef="calc" targetRef="call" />
    <bpmn:callActivity id="call" name="Call"><bpmn:extensionElements><zeebe:calledElement processId="ship" propagateAllChildVariables="false" /></bpmn:extensionElements></bpmn:callActivity>
    <bpmn:sequenceFlow id="f5" sourceRef="call" targetRef="wait" />
    <bpmn:intermediateCatchEvent id="wait" name="Shipped"><bpmn:messageEventDefinition id="med" messageRef="m" /></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f6" sourceRef="wait" targetRef="e" /><bpmn:endEvent id="e" />
  </bpmn:process>
  <bpmn:message id="m" name="shipped"><bpmn:extensionElements><zeebe:subscription correlationKey="=order.id" /></bpmn:extensionElements></bpmn:message>
</bpmn:definitions>`,
  'Signavio, not executable': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<definitions xmlns="${MODEL}" ${DI} ${XSI} xmlns:signavio="http://www.signavio.com" exporter="Signavio Process Editor, http://www.signavio.com" expressionLanguage="http://www.w3.org/1999/XPath" id="sid-1" targetNamespace="http://www.signavio.com" typeLanguage="http://www.w3.org/2001/XMLSchema" xsi:schemaLocation="${MODEL} http://www.omg.org/spec/BPMN/2.0/20100501/BPMN20.xsd">
   <extensionElements><signavio:signavioDiagramMetaData metaKey="revisionid" metaValue="x"/></extensionElements>
   <collaboration id="sid-c"><extensionElements/><participant id="sid-p1" name="客服中心" processRef="sid-q"><extensionElements/></participant><participant id="sid-p2" name="客户"/><messageFlow id="sid-mf" sourceRef="sid-p2" targetRef="sid-s"/></collaboration>
   <process id="sid-q" isClosed="false" isExecutable="false" name="客服中心" processType="None"><extensionElements/>
      <laneSet id="sid-ls"><lane id="sid-l" name="Lane"><extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#fff"/></extensionElements><flowNodeRef>sid-s</flowNodeRef><flowNodeRef>sid-t</flowNodeRef><flowNodeRef>sid-x</flowNodeRef><flowNodeRef>sid-e</flowNodeRef></lane></laneSet>
      <startEvent id="sid-s" isInterrupting="true" name=""><outgoing>sid-f1</outgoing><messageEventDefinition id="sid-m"/></startEvent>
      <task completionQuantity="1" id="sid-t" isForCompensation="false" name="受理投诉" startQuantity="1"><incoming>sid-f1</incoming><outgoing>sid-f2</outgoing></task>
      <exclusiveGateway gatewayDirection="Diverging" id="sid-x" name=""><incoming>sid-f2</incoming><outgoing>sid-f3</outgoing><outgoing>sid-f4</outgoing></exclusiveGateway>
      <serviceTask completionQuantity="1" id="sid-u" implementation="webService" isForCompensation="false" name="U" startQuantity="1"/>
      <endEvent id="sid-e" name=""><incoming>sid-f3</incoming></endEvent>
      <sequenceFlow id="sid-f1" name="" sourceRef="sid-s" targetRef="sid-t"/><sequenceFlow id="sid-f2" name="" sourceRef="sid-t" targetRef="sid-x"/>
      <sequenceFlow id="sid-f3" name="是" sourceRef="sid-x" targetRef="sid-e"/><sequenceFlow id="sid-f4" name="否" sourceRef="sid-x" targetRef="sid-u"/>
   </process>
</definitions>`,
  Activiti: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${MODEL}" ${XSI} xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:activiti="http://activiti.org/bpmn" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath" targetNamespace="http://www.activiti.org/test">
  <process id="vacation" name="Vacation" isExecutable="true">
    <startEvent id="request" activiti:initiator="employee"><extensionElements><activiti:formProperty id="days" name="Days" type="long" required="true"></activiti:formProperty></extensionElements></startEvent>
    <sequenceFlow id="flow1" sourceRef="request" targetRef="handle"></sequenceFlow>
    <userTask id="handle" name="Handle" activiti:candidateGroups="management"><documentation>\${employee} would like \${days} days.</documentation><extensionElements><activiti:formProperty id="ok" type="enum"><activiti:value id="true" name="Yes"></activiti:value></activiti:formProperty></extensionElements></userTask>
    <sequenceFlow id="flow2" sourceRef="handle" targetRef="decide"></sequenceFlow>
    <exclusiveGateway id="decide" name="OK?"></exclusiveGateway>
    <sequenceFlow id="flow3" sourceRef="decide" targetRef="mail"><conditionExpression xsi:type="tFormalExpression"><![CDATA[\${ok == 'true'}]]></conditionExpression></sequenceFlow>
    <sequenceFlow id="flow4" sourceRef="decide" targetRef="adjust"><conditionExpression xsi:type="tFormalExpression"><![CDATA[\${ok == 'false'}]]></conditionExpression></sequenceFlow>
    <serviceTask id="mail" name="Mail" activiti:type="mail"><extensionElements><activiti:field name="to"><activiti:expression>a@b.c</activiti:expression></activiti:field></extensionElements></serviceTask>
    <serviceTask id="adjust" name="Adjust" activiti:class="org.example.Adjust"></serviceTask>
    <sequenceFlow id="flow5" sourceRef="mail" targetRef="end"></sequenceFlow><sequenceFlow id="flow6" sourceRef="adjust" targetRef="end"></sequenceFlow>
    <endEvent id="end"></endEvent>
  </process>
</definitions>`,
  Flowable: `<?xml version='1.0' encoding='UTF-8'?>
<definitions xmlns="${MODEL}" ${XSI} xmlns:flowable="http://flowable.org/bpmn" xmlns:design="http://flowable.org/design" targetNamespace="http://flowable.org/test" design:palette="flowable">
  <signal id="sig" name="stop" flowable:scope="global"/>
  <process id="p" name="P" isExecutable="true" flowable:candidateStarterGroups="all">
    <extensionElements><design:stencilid><![CDATA[BPMNDiagram]]></design:stencilid></extensionElements>
    <startEvent id="s" flowable:formFieldValidation="true"/><sequenceFlow id="f1" sourceRef="s" targetRef="each"/>
    <subProcess id="each" name="Each"><multiInstanceLoopCharacteristics isSequential="false" flowable:collection="orders" flowable:elementVariable="order"><extensionElements/></multiInstanceLoopCharacteristics>
      <startEvent id="is"/><sequenceFlow id="i1" sourceRef="is" targetRef="work"/><serviceTask id="work" name="Work" flowable:delegateExpression="\${worker}" flowable:async="true"/><sequenceFlow id="i2" sourceRef="work" targetRef="ie"/><endEvent id="ie"/></subProcess>
    <boundaryEvent id="stop" attachedToRef="each" cancelActivity="true"><signalEventDefinition signalRef="sig"/></boundaryEvent>
    <sequenceFlow id="f2" sourceRef="each" targetRef="e"/><sequenceFlow id="f3" sourceRef="stop" targetRef="e"/><endEvent id="e"/>
  </process>
</definitions>`,
  jBPM: `<bpmn2:definitions xmlns:bpmn2="${MODEL}" ${DI} ${XSI} xmlns:bpsim="http://www.bpsim.org/schemas/1.0" xmlns:drools="http://www.jboss.org/drools" id="_x" exporter="jBPM Process Modeler" exporterVersion="2.0" targetNamespace="http://www.omg.org/bpmn20">
  <bpmn2:itemDefinition id="_orderItem" structureRef="String"/><bpmn2:itemDefinition id="__in" structureRef="Object"/>
  <bpmn2:process id="org.example.order" drools:packageName="org.example" drools:version="1.0" drools:adHoc="false" name="order" isExecutable="true" processType="Public">
    <bpmn2:property id="order" itemSubjectRef="_orderItem" name="order"/>
    <bpmn2:startEvent id="_S"><bpmn2:outgoing>_F1</bpmn2:outgoing></bpmn2:startEvent>
    <bpmn2:sequenceFlow id="_F1" sourceRef="_S" targetRef="_T"><bpmn2:extensionElements><drools:metaData name="isAutoConnection.source"><drools:metaValue><![CDATA[true]]></drools:metaValue></drools:metaData></bpmn2:extensionElements></bpmn2:sequenceFlow>
    <bpmn2:userTask id="_T" name="Check"><bpmn2:incoming>_F1</bpmn2:incoming><bpmn2:outgoing>_F2</bpmn2:outgoing>
      <bpmn2:ioSpecification><bpmn2:dataInput id="_T_in" drools:dtype="Object" itemSubjectRef="__in" name="TaskName"/><bpmn2:inputSet><bpmn2:dataInputRefs>_T_in</bpmn2:dataInputRefs></bpmn2:inputSet><bpmn2:outputSet/></bpmn2:ioSpecification>
      <bpmn2:dataInputAssociation><bpmn2:targetRef>_T_in</bpmn2:targetRef><bpmn2:assignment><bpmn2:from xsi:type="bpmn2:tFormalExpression"><![CDATA["Check"]]></bpmn2:from><bpmn2:to xsi:type="bpmn2:tFormalExpression"><![CDATA[_T_in]]></bpmn2:to></bpmn2:assignment></bpmn2:dataInputAssociation>
      <bpmn2:potentialOwner id="_o"><bpmn2:resourceAssignmentExpression id="_rae"><bpmn2:formalExpression>krisv</bpmn2:formalExpression></bpmn2:resourceAssignmentExpression></bpmn2:potentialOwner></bpmn2:userTask>
    <bpmn2:sequenceFlow id="_F2" sourceRef="_T" targetRef="_E"/><bpmn2:endEvent id="_E"><bpmn2:incoming>_F2</bpmn2:incoming></bpmn2:endEvent>
  </bpmn2:process>
  <bpmn2:relationship type="BPSimData"><bpmn2:extensionElements><bpsim:BPSimData><bpsim:Scenario id="default" name="Simulation"/></bpsim:BPSimData></bpmn2:extensionElements><bpmn2:source>_x</bpmn2:source><bpmn2:target>_x</bpmn2:target></bpmn2:relationship>
</bpmn2:definitions>`,
  'Bizagi, not executable': `<?xml version="1.0" encoding="utf-8"?>
<definitions ${XSI} xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.bizagi.com/definitions/1" xmlns="${MODEL}">
  <process id="Id_0d9" name="Diagram 1"><documentation /><extensionElements><bizagi:BizagiExtensions xmlns:bizagi="http://www.bizagi.com/bpmn20"><bizagi:BizagiProperties><bizagi:BizagiProperty name="bgColor" value="White" /></bizagi:BizagiProperties></bizagi:BizagiExtensions></extensionElements>
    <ioSpecification><inputSet /><outputSet /></ioSpecification>
    <startEvent id="Id_s"><documentation /><outgoing>Id_f</outgoing><outputSet /></startEvent>
    <task id="Id_t" name="Task"><incoming>Id_f</incoming><outgoing>Id_g</outgoing></task>
    <intermediateCatchEvent id="Id_c"><incoming>Id_g</incoming><outgoing>Id_h</outgoing><timerEventDefinition><timeCycle xsi:type="tFormalExpression" /></timerEventDefinition></intermediateCatchEvent>
    <endEvent id="Id_e"><incoming>Id_h</incoming><inputSet /></endEvent>
    <sequenceFlow id="Id_f" sourceRef="Id_s" targetRef="Id_t"><documentation /><conditionExpression xsi:type="tFormalExpression" /></sequenceFlow>
    <sequenceFlow id="Id_g" sourceRef="Id_t" targetRef="Id_c" /><sequenceFlow id="Id_h" sourceRef="Id_c" targetRef="Id_e" />
  </process>
</definitions>`,
  'a drawing tool, with another prefix and no ids on flows': `<?xml version="1.0"?>
<?drawing version="16"?>
<!-- exported -->
<semantic:definitions xmlns:semantic="${MODEL}" ${DI} id="_1" targetNamespace="http://www.trisotech.com/definitions/_1" name="Drawing">
  <semantic:process isExecutable="true" id="流程-投诉"><semantic:startEvent id="开始"/><semantic:task id="任务" name="处理"/><semantic:endEvent id="结束"/>
  <semantic:sequenceFlow sourceRef="开始" targetRef="任务"/><semantic:sequenceFlow sourceRef="任务" targetRef="结束"/></semantic:process>
  <bpmndi:BPMNDiagram documentation="" id="Trisotech.Visio-_1" name="Drawing" resolution="96.0"><bpmndi:BPMNPlane bpmnElement="流程-投诉"/></bpmndi:BPMNDiagram>
</semantic:definitions>`,
};

const attributesOf = async (tool: string, id: string): Promise<Readonly<Record<string, string>>> => {
  const { definitions } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content: FILES[tool]! }] });
  return definitions[0]!.elements.get(id)!.attributes;
};

describe('models of other tools', () => {
  for (const [tool, content] of Object.entries(FILES)) {
    it(`loads ${tool}`, async () => {
      expect(await errorsOf(content)).to.deep.equal([]);
    });

    it(`loads ${tool}, with byte order mark and Windows line ends`, async () => {
      expect(await errorsOf(`\uFEFF${content.replaceAll('\n', '\r\n')}`)).to.deep.equal([]);
    });
  }

  it('understands the words of Zeebe, Activiti and Flowable as Camunda’s', async () => {
    expect(await attributesOf('Camunda Modeler, Camunda 8', 'pay')).to.include({ 'camunda:topic': 'payment' });
    expect(await attributesOf('Activiti', 'handle')).to.include({ 'camunda:candidateGroups': 'management' });
    expect(await attributesOf('Activiti', 'adjust')).to.include({ 'camunda:topic': 'org.example.Adjust' });
    expect(await attributesOf('Flowable', 'work')).to.include({ 'camunda:topic': 'worker' });
  });

  it('keeps foreign extension elements in what it parsed', async () => {
    const { definitions } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content: FILES['jBPM']! }] });
    const flow = definitions[0]!.model.elementsById['_F1']!;
    expect(JSON.stringify(flow['extensionElements'])).to.include('isAutoConnection.source');
  });
});
